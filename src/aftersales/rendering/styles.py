"""The styles of urgency bands and sections of the list."""

from __future__ import annotations

BAND_STYLE = {"overdue": "bold red", "today": "yellow", "soon": "cyan", "later": "dim"}
SECTION_STYLE = {**BAND_STYLE, "before": "yellow", "after": "yellow", "sorted": "bold"}
