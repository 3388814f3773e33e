"""Everything that is said in words, in Danish and English: messages, prose of rules, explanations."""
