"""The commands of `policy`."""
