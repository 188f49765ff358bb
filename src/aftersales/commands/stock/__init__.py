"""The commands of `stock`."""
