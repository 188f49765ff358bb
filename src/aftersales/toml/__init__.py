"""TOML files: read with all mistakes, edited in place."""
