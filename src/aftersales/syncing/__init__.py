"""The platform's API, read and never written."""
