"""Drawing on a terminal and reading its keys."""
