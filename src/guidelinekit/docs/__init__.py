"""Pages made from rules: one per rule and an index per pack, in Danish and English, as Markdown."""
