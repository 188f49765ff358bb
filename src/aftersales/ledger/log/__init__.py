"""The log of writes, and taking them back."""
