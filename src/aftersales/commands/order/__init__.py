"""The commands of `order`."""
