"""The ledger, written out for other programs."""
