"""The colours of the bands."""

from __future__ import annotations

BAND_STYLE = {"overdue": "bold red", "today": "yellow", "soon": "cyan", "later": "dim"}
