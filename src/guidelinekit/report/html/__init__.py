"""The report as one HTML file, for a leader and for a caseworker."""
