"""The days of markets and staff, and what is due."""
