"""The fields of reports."""
