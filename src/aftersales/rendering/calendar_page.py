"""Decides how a month is drawn: a grid of weeks, then the holidays by name and what is due; the surface writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from aftersales import text
from aftersales.core.money import Money
from aftersales.rendering.sheet import GAP, Piece, Sheet

_HEADS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WIDE, _NARROW = 9, 7  # a cell with "999 due", or with "[24] *" and "(999)", and a space behind


class Day(NamedTuple):
    """One day: why it is closed (None: a working day), whether that is a holiday, what is not certain of it, and how
    much falls due on it.
    """

    date: date
    closed: str | None
    holiday: bool
    doubt: str | None
    due: int
    at_risk: Sequence[Money]


class Month(NamedTuple):
    """A month of one market. `holidays` is the calendar's name, None where it is not known; `doubts` hold for it."""

    market: str
    zone: str
    shops: Sequence[str]
    holidays: str | None
    today: date
    days: Sequence[Day]
    doubts: Sequence[str]


def draw(sheet: Sheet, months: Sequence[Month]) -> None:
    """Month under month: as a grid where the width is enough, else day under day."""
    for n, month in enumerate(months):
        if n:
            sheet.line([])
        first = month.days[0].date
        about = [*month.shops, f"{month.market}, {month.zone}"]
        title = sheet.piece(f"{_MONTHS[first.month - 1]} {first.year}", "bold")
        sheet.flow([title, *(sheet.piece(a, "dim") for a in about)], sheet.dot)
        if sheet.width >= 7 * _NARROW + len(GAP):
            sheet.line([])
            _grid(sheet, month)
        for title_, lines in (("Closed", _closed(month)), ("Due", _due(month)), ("Mind", month.doubts)):
            _list(sheet, title_, list(lines))


def _grid(sheet: Sheet, month: Month) -> None:
    width = min(12, (sheet.width - len(GAP)) // 7)
    count = "{} due" if width >= _WIDE else "({})"
    sheet.line([Piece(GAP), *(Piece(head.ljust(width), "dim") for head in _HEADS)])
    before = month.days[0].date.weekday()
    cells: list[Day | None] = [*[None] * before, *month.days]
    for start in range(0, len(cells), 7):
        week = cells[start : start + 7]
        sheet.line([Piece(GAP), *(_number(day, month.today, width) for day in week)])
        counts = [Piece((count.format(d.due) if d and d.due else "").ljust(width), "yellow") for d in week]
        if any(piece.words.strip() for piece in counts):
            sheet.line([Piece(GAP), *counts])


def _number(day: Day | None, today: date, width: int) -> Piece:
    """The day's number: today in brackets, a holiday with a star, a closed weekday with a dash."""
    if day is None:
        return Piece(" " * width)
    number = f"[{day.date.day}]" if day.date == today else str(day.date.day)
    mark = " *" if day.holiday else " -" if day.closed else ""
    style = "bold" if day.date == today else "dim" if day.closed else ""
    return Piece(f"{number}{mark}".ljust(width), style)


def _closed(month: Month) -> Iterator[str]:
    """The holidays by name, the weekdays that are closed in one line."""
    yield from (f"* {_short(d.date)}  {d.closed}" for d in month.days if d.holiday and d.closed)
    shut = {d.date.weekday(): f"{d.closed}s" for d in month.days if d.closed and not d.holiday}
    weekdays = [shut[n] for n in sorted(shut)]
    if weekdays:
        yield f"- {', '.join(weekdays)}"
    if month.holidays is not None:
        yield f"  by {month.holidays}"


def _due(month: Month) -> Iterator[str]:
    for day in month.days:
        if day.due:
            risk = f", {' + '.join(map(str, day.at_risk))} at risk" if day.at_risk else ""
            shut = f"  ({day.closed})" if day.closed else ""
            yield f"{_short(day.date)}  {day.due}{risk}{shut}"


def _short(day: date) -> str:
    return text.day(day).rpartition(" ")[0].ljust(10)


def _list(sheet: Sheet, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    sheet.line([])
    sheet.fold(title, "bold")
    for line in lines:
        sheet.fold(line, lead=Piece(GAP), hang=3 * len(GAP))
