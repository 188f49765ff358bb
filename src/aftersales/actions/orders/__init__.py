"""Orders recorded, followed and cancelled by hand."""
