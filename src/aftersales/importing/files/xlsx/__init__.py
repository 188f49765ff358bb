"""Workbooks: their sheets, rows and cells."""
