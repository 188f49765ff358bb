"""Values to output: one view, many formats."""
