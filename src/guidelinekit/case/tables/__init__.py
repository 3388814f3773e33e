"""Cases and providers as tables: one table for the records, one for each list, one for each list in a list."""
