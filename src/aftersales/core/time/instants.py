"""Instants as UTC ISO 8601 text."""

from __future__ import annotations

from datetime import UTC, datetime

YEARS = range(1970, 2201)  # any other year is taken for a typing error
_TWO_DIGITS = tuple(f"{n:02}" for n in range(60))


def iso(instant: datetime) -> str:
    """An aware datetime as the ledger writes it: `2026-11-24T16:02:00Z`. Such texts sort in the order of time."""
    at, two = instant if instant.tzinfo is UTC else instant.astimezone(UTC), _TWO_DIGITS
    # `isoformat` takes three times as long: it asks for the offset, and writes microseconds.
    date = f"{at.year:04}-{two[at.month]}-{two[at.day]}"
    return f"{date}T{two[at.hour]}:{two[at.minute]}:{two[at.second]}Z"


def instant(text: str) -> datetime:
    """The aware UTC datetime of a text that `iso` wrote."""
    return datetime.fromisoformat(text)


def optional_instant(text: str | None) -> datetime | None:
    """The aware UTC datetime of a text that `iso` wrote; None for None."""
    return None if text is None else datetime.fromisoformat(text)
