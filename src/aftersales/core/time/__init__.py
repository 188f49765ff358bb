"""Calendars, lengths of time, pauses and staff hours."""
