"""The command `triage` and the parts of its screen."""
