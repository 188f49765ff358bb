"""Views for people who read the ledger with other programs."""
