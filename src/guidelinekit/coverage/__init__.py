"""What the example cases of a pack bring about of its rules, and what they could."""
