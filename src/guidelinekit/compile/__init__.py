"""Ways to run rules. Each gives the verdicts that `semantics.reference` gives; none imports another."""
