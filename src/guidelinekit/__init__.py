"""The Danish guidelines for social drug-misuse treatment as checkable rules over citizens' cases."""
