"""Rule sets as data: found, layered and loaded."""
