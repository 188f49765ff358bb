"""The `completions` group."""
