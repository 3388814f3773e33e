"""Programs for whoever works on the package."""
