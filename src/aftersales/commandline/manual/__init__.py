"""Help pages of commands, and sentences for mistyped ones."""
