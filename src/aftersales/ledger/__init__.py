"""The SQLite file of facts, log and derived tables."""
