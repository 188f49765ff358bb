"""What imports changed: of a dry run, and of past ones."""
