"""Reports: what is due, and what has become known since the last."""
