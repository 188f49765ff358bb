"""The fields of settings, and of what an examination finds."""
