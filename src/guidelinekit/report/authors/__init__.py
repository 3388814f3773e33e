"""Reports for guideline authors: on example cases, coverage, mutants, mistakes and the impact of a change."""
