"""Personal data in the ledger, and how they are forgotten."""
