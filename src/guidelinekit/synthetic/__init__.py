"""Synthetic cases: courses of treatment that never took place, drawn subject by subject from a seed."""
