"""Completion files in the places where shells look."""
