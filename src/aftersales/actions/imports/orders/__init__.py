"""Orders of files into the ledger."""
