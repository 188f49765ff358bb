"""Pages and lists as Markdown and HTML."""
