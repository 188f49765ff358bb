"""The fields of parts of a case."""
