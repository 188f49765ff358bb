"""Care of the ledger's file: backups, restoring, repair."""
