"""What commands do: one use case each, without Typer."""
