"""Timers that ask the platform while the desk is open."""
