"""Reading cases, providers and authorities: from text to a record, or to everything that is wrong with it."""
