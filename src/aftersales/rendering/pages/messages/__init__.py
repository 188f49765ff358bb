"""The messages that are sent, before their mark-up."""
