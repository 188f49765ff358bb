"""The ledger: one SQLite file with every fact and, beside it, what is derived from them. Opens, reads, appends."""
