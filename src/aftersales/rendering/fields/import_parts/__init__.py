"""The fields of what an import recognised, understood and changed."""
