"""The style of each urgency band."""

from __future__ import annotations

BAND_STYLE = {"overdue": "bold red", "today": "yellow", "soon": "cyan", "later": "dim"}
