"""The known export formats and their recogniser."""
