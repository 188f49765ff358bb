"""The commands of `claim`."""
