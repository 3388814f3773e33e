"""What the language means: three-valued truth, the case at t, the reference evaluator."""
