"""Care of the ledger: backups, restoring, repair."""
