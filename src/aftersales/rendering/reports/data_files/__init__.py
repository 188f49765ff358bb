"""What was written of the ledger, and what was made of that."""
