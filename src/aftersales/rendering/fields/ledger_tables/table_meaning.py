"""One table of the ledger and its columns, in words."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple

# What a column holds, and what people read for it. An amount in minor units is pence, cents, whole dong.
UNITS: Mapping[str, str] = {
    "text": mark("text"),
    "digits": mark("text of digits"),
    "number": mark("whole number"),
    "decimal": mark("number"),
    "yes": mark("1 or 0"),
    "time": mark("time in UTC, `2026-11-24T16:02:00Z`"),
    "local": mark("local time, `2026-11-24 16:02:00`"),
    "minor": mark("amount in minor units"),
    "major": mark("amount"),
    "json": mark("JSON"),
}
# Where a table comes from.
FACTS, DERIVED, LOG, SENT, VIEW, SHEET = "facts", "derived", "log", "sent", "view", "sheet"


class ColumnMeaning(NamedTuple):
    """What a column holds: one of UNITS, and in words."""

    unit: str
    meaning: str


class TableMeaning(NamedTuple):
    """A table or view: where its rows come from, what a row is, and its columns in order. Of `cases`, some columns are
    `derived`: they follow from facts and rules.
    """

    origin: str
    about: str
    columns: Mapping[str, ColumnMeaning]
    derived: tuple[str, ...] = ()


def columns(*rows: tuple[str, str, str]) -> dict[str, ColumnMeaning]:
    """Columns as (name, unit, meaning)."""
    return {name: ColumnMeaning(unit, meaning) for name, unit, meaning in rows}
