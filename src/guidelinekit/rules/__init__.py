"""Rules from YAML: files to the core tree, with every problem of every file reported at once."""
