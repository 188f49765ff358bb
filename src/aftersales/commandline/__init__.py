"""What every command is made of, and the table of commands."""
