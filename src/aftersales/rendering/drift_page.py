"""Decides how the drift of a rule reads to a person; leaves layout to `terminal`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aftersales import text
from aftersales.rendering.view import Section


def section(row: Mapping[str, Any]) -> Section:
    """A rule whose deadlines are not the platform's: how far, since when, and the term that would fit."""
    limits = f", {row['limits']}" if row["limits"] else ""
    facts = [
        ("rule", f"{row['term']}{limits}"),
        ("differing", f"{row['drifting']} of {row['compared']} deadlines of the platform"),
        ("by", _by(row)),
        ("since", f"starts of {text.moment(row['moment'])}"),
        ("cases", text.few(row["cases"], 10)),
        ("would fit", _fit(row)),
    ]
    lines = [f"In {row['file']} of your own policies:", ""] if row["toml"] else []
    lines += [f"    {line}" if line else "" for line in (row["toml"] or "").splitlines()]
    return Section(f"{row['rule']} of {row['policy']} ({row['market']}): {row['duty']}", facts, lines)


def _by(row: Mapping[str, Any]) -> str:
    median = _signed(row["median_seconds"])
    if row["least_seconds"] == row["most_seconds"]:
        return median
    return f"{median} in the middle, from {_signed(row['least_seconds'])} to {_signed(row['most_seconds'])}"


def _signed(seconds: int) -> str:
    return f"{text.span(seconds)} {'later' if seconds > 0 else 'earlier'}"


def _fit(row: Mapping[str, Any]) -> str:
    if row["fit"] is None:
        if not row["fit_of"]:
            return "not to be told: of none is the start known exactly"
        return f"no one term gives more than half of the {row['fit_of']} whose start is known exactly"
    also = f"; as well would {text.few(row['also'])}" if row["also"] else ""
    return f"{row['fit']}: {row['fits']} of {row['fit_of']} within a minute{also}"


def summary(rows: Sequence[Mapping[str, Any]], compared: int) -> str:
    """What was looked at, in a line."""
    if not compared:
        return "No deadline of the platform to compare: API answers carry them, exports never do."
    differ = sum(row["drifting"] for row in rows)
    if not differ:
        return f"{compared} deadlines of the platform compared; none differs from the rules."
    return (
        f"{compared} deadlines of the platform compared; {differ} differ. `aftersales policy impact FILE` looks ahead."
    )
