"""What a case is and what may follow."""
