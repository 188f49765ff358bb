"""Bytes to rows that know their place."""
