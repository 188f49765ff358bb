"""Fields of messages and of their receivers."""
