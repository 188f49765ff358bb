"""One triage session."""
