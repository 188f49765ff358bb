"""The calculus of time."""
