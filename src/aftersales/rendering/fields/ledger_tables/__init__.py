"""What the tables, views and columns of the ledger mean."""
