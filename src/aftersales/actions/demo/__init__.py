"""What the demos do."""
