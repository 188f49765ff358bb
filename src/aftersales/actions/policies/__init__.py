"""Which rule set is meant, and whether it is right."""
