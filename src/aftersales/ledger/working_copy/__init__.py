"""A working copy of what a large import touches."""
