"""Rows that have more or fewer cells than the header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from aftersales.core.cases.facts import Reject
from aftersales.importing.files.header import FIRST_ROWS, NumberedRow
from aftersales.language import tr, trn

# A spreadsheet saves so many rows at a time, counted from the first of the sheet, and leaves out the separators behind
# the last column that one of them fills.
_SAVED_TOGETHER = 16


def in_shape(rows: Iterable[NumberedRow], header_row: int, full: int) -> Iterator[NumberedRow]:
    """The rows below a header of `full` cells. Those that are good have as many cells, and all others are misfits: a
    cell of theirs may be cut in two, or two may be one, and each later cell would be read in another's place.

    Two shapes are good nevertheless: an empty cell at the end of most rows, since there is a separator behind the last
    one; and rows that lack the same cells at the end as all those that a spreadsheet saves together with them.
    """
    source = iter(rows)
    first = list(islice(source, FIRST_ROWS))
    rest = chain(first, source)
    widths = Counter(len(cells) for _, cells in first).most_common(1)
    usual = widths[0][0] if widths else full
    del first  # its rows may be long
    before, short = header_row, 0  # the last row, and how many cells rows have that were saved short before
    row = next(rest, None)
    while row is not None:
        number, cells = row
        if len(cells) == full:
            yield row
            before, row = number, next(rest, None)
            continue
        if len(cells) > full or _block(number) == _block(before):
            is_usual = len(cells) == usual and not any(map(str.strip, cells[full:]))
            yield (number, cells[:full]) if is_usual else row
            before, row = number, next(rest, None)
            continue
        together, row = _saved_with(row, rest)
        is_saved_so = row is None or _block(row[0]) != _block(number)
        if is_saved_so and (len(together) > 1 or len(cells) == short):
            short = len(cells)
            yield from ((n, some + [""] * (full - short)) for n, some in together)
        else:
            yield from together
        before = together[-1][0]


def misfit(number: int, cells: list[str], full: int) -> Reject:
    """What is said of a row that is not as the header is."""
    value = cells[0].strip()[:40] if cells else ""
    more = tr(
        "has {cells} cells, but the header has {expected}: there is a separator too many, or one in a cell without "
        "quotation marks",
        cells=len(cells),
        expected=full,
    )
    fewer = trn(
        "has {count} cell, but the header has {expected}: a separator is missing, or the row is cut short",
        "has {count} cells, but the header has {expected}: a separator is missing, or the row is cut short",
        len(cells),
        expected=full,
    )
    return Reject(number, tr("the whole row"), value, more if len(cells) > full else fewer)


def _saved_with(row: NumberedRow, rest: Iterator[NumberedRow]) -> tuple[list[NumberedRow], NumberedRow | None]:
    """The rows from this one on that are as short and that a spreadsheet saves together with it; and the next row, None
    at the end.
    """
    together = [row]
    for number, cells in rest:
        if _block(number) != _block(row[0]) or len(cells) != len(row[1]):
            return together, (number, cells)
        together.append((number, cells))
    return together, None


def _block(number: int) -> int:
    return (number - 1) // _SAVED_TOGETHER
