"""Results of actions, written to the output."""
