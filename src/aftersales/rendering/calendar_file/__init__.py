"""Deadlines as a file that calendars subscribe to."""
