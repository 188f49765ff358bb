"""The commands of `routine`."""
