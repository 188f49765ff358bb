"""Policies: their rules, files, differences and the choice of a term."""
