"""Asking the platform: logins, shops, runs."""
