"""The commands of `send-back`."""
