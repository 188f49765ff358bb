"""Files of exports and answers into the ledger."""
