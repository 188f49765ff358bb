"""The whole content of a ledger, taken out and put in."""
