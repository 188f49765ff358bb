"""The configuration file: its mistakes, its settings, its editing."""
