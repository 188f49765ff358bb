"""The command `login`."""
