"""Records as tables: one for the records, one for each list, one for each list inside a list."""
