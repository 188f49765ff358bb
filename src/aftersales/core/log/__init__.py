"""Entries of the log as values, and their words."""
