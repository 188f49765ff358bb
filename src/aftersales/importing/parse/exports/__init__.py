"""Facts from the rows of an export."""
