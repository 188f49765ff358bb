"""Return modes: their costs, the cheapest one, and the seller's rules."""
