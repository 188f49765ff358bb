"""What one run has: settings, ledger, rules and output."""
