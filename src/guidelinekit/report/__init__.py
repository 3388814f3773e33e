"""What is written about an evaluation: one module per output format, below the evaluation itself."""
