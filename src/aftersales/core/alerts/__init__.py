"""Warnings of deadlines: their levels, who gets which, and when."""
