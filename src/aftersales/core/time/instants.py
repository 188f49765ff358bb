"""Decides how an instant is written down: UTC, ISO 8601 with Z, whole seconds, so that the order of texts is that of
time.
"""

from __future__ import annotations

from datetime import UTC, datetime

YEARS = range(1970, 2201)  # what is taken for a year of business; anything else is a slip


def iso(instant: datetime) -> str:
    """An aware datetime as the ledger writes it: `2026-11-24T16:02:00Z`."""
    return instant.astimezone(UTC).isoformat()[:19] + "Z"


def instant(text: str) -> datetime:
    """The aware UTC datetime of such a text."""
    return datetime.fromisoformat(text)


def optional_instant(text: str | None) -> datetime | None:
    """As `instant`, where there may be none."""
    return None if text is None else datetime.fromisoformat(text)
