"""The passages of the guideline: what became of each, and whether its text has drifted."""
