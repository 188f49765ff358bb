"""The commands of `ledger`."""
