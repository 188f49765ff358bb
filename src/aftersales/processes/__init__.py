"""Other processes: signals from them, and work that is given to them."""
