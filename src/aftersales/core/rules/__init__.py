"""Dated rules and the choice of a term."""
