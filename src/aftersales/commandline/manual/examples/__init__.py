"""What one may type, for the help page of each command."""
