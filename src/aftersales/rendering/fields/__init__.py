"""Field tables: headings, JSON keys and CSV headers."""
