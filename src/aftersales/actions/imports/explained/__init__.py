"""What files would be read as, and why."""
