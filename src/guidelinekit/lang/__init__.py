"""The rule language as data: expressions, rules and packs, with no behaviour."""
