"""What commands ask of the ledger."""
