"""Money and typed amounts."""
