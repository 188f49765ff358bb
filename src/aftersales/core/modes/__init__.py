"""Return modes, their costs and their rules."""
