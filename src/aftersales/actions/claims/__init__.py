"""Claims of all cases."""
