"""What deadlines ask for now."""
