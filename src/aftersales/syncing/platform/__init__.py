"""A test platform: the API on a local port, with simulated shops."""
