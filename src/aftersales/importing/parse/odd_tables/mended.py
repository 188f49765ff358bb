"""Rejected rows as a table that a person mends and imports again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter

from aftersales.core.cases.facts import Reject
from aftersales.importing.files.table import Progress, Table
from aftersales.importing.formats.format import plain_header
from aftersales.importing.parse.times import DATE_FORMATS
from aftersales.language import tr
from aftersales.text import clauses, no_formula

# Before the file's own columns, so that a row with too many cells keeps all of them. No format has such headers.
COLUMNS = ("rejected_row", "rejected_column", "rejected_reason", "rejected_as_of", "rejected_dates")
_MARKS = COLUMNS[:3]
_LONG_NUMBER = re.compile(r"\d{12,}")  # a spreadsheet shows it as 5.77E+17, and saves it so
_GUARDED = re.compile(r"'[=+\-@\t\r]")


def header(table: Table) -> list[str]:
    """The headers of the rejected rows of a table."""
    return [*COLUMNS, *(_cell(name) for name in _own_header(table))]


def rows(table: Table, rejects: Iterable[Reject], as_of: str, dates: str) -> Iterator[list[str]]:
    """The rejected rows of a table as they stand in it, each once, with what was wrong. `rejects` are in the order of
    the rows, `as_of` is a ledger text, empty where it is not known, and `dates` the order of day and month.
    """
    wrong = groupby(rejects, attrgetter("row"))
    number, reasons = next(wrong, (None, iter(())))
    start = _start(table)
    for row, cells in table.rows():
        if number is None:
            return
        if row == number:
            some = list(reasons)
            columns = clauses(dict.fromkeys(reject.column for reject in some))
            why = clauses(dict.fromkeys(_why(reject) for reject in some))
            yield [str(row), _cell(columns), _cell(why), as_of, dates, *(_cell(cell) for cell in cells[start:])]
            number, reasons = next(wrong, (None, iter(())))


def is_mended(table: Table) -> bool:
    """Whether a table is one of rejected rows, mended or not."""
    names = {plain_header(name) for name in table.header}
    return all(name in names for name in _MARKS)


def as_written(table: Table) -> Table:
    """The table without what keeps spreadsheets from reading its cells as formulas."""

    def read(progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        for number, cells in table.rows(progress):
            yield number, [cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell for cell in cells]

    return replace(table, read=read)


def stated_as_of(table: Table, now: datetime) -> datetime | None:
    """The instant (UTC) up to which the file knew that the rows are from; None where they don't say one, or several."""
    try:
        instant = datetime.fromisoformat(_stated(table, COLUMNS[3]))
    except ValueError:
        return None
    return instant.astimezone(UTC) if instant.tzinfo and instant <= now else None


def stated_dates(table: Table) -> str:
    """The order of day and month in the file that the rows are from; empty where they don't say one, or several."""
    stated = _stated(table, COLUMNS[4])
    return stated if stated in DATE_FORMATS else ""


def _stated(table: Table, column: str) -> str:
    """What each row says in a column; empty where they differ."""
    place = next((n for n, name in enumerate(table.header) if plain_header(name) == column), None)
    texts: set[str] = set()
    if place is not None:
        for _, cells in table.rows():
            texts.add(cells[place].strip() if place < len(cells) else "")
            if len(texts) > 1:
                return ""
    return next(iter(texts), "")


def _start(table: Table) -> int:
    """Where the file's own columns begin: of rows that were rejected before, behind the marks."""
    return len(COLUMNS) if tuple(table.header[: len(COLUMNS)]) == COLUMNS else 0


def _own_header(table: Table) -> Sequence[str]:
    return table.header[_start(table) :]


def _why(reject: Reject) -> str:
    return tr("“{value}” {reason}", value=reject.value, reason=reject.reason) if reject.value else reject.reason


def _cell(text: str) -> str:
    """A cell that a spreadsheet takes neither for a formula nor for a number that it would round."""
    written = text.replace("\0", " ").strip("\t")
    return f"{written}\t" if _LONG_NUMBER.fullmatch(written) else no_formula(written)
