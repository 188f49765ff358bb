"""Recording events by hand, all or nothing."""
