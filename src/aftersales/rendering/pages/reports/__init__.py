"""Reports in words, and their text, Markdown and HTML."""
