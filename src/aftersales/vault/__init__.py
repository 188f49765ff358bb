"""Secrets, and the keyring that keeps them."""
