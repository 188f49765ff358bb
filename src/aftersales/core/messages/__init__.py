"""Messages to buyers."""
