"""Comparing and choosing return modes."""
