"""The translations into other languages."""
