"""What authors of rules work with: example cases, the passage ledger, synthetic caseloads."""
