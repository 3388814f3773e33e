"""Reading cases and providers: from text to a record, or to everything that is wrong with it."""
