"""Tables that are no plain exports: mended rows, unknown headers."""
