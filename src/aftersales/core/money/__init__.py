"""Amounts of money, and how people type them."""
