"""Foreign files to facts."""
