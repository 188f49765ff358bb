"""The page for a browser, as a value."""
