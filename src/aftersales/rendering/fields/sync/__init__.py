"""The fields of a sync."""
