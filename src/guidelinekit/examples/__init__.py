"""The example cases that stand beside rules: reading them and running them."""
