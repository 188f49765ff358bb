"""A sheet: its columns, and what a cell holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from aftersales.named_tuple import NamedTuple

# What a column holds. An id is a text of digits of which none may be lost; a time is local, `2026-11-24 16:02:00`.
TEXT, ID, NUMBER, AMOUNT, TIME = "text", "id", "number", "amount", "time"


class SheetColumn(NamedTuple):
    """A column: its name, what it holds, and what that means."""

    name: str
    holds: str
    meaning: str = ""


class Sheet(NamedTuple):
    """A sheet with its rows, which may come one after the other."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Any]]
