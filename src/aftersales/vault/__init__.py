"""Secrets, the keyring that keeps them, and modes of files."""
