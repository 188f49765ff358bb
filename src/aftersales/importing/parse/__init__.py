"""Rows to facts or rejects."""
