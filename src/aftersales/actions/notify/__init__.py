"""Warnings sent to people, and who they are."""
