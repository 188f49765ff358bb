"""The header row of a table, wherever it stands."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from aftersales.named_tuple import NamedTuple

NumberedRow = tuple[int, list[str]]
# Takes the first rows of a table. Gives the position of its header row among them, or None.
FindHeader = Callable[[Sequence[Sequence[str]]], int | None]
# How many rows that are not blank are looked through for a header: titles, periods, notes of a colleague.
FIRST_ROWS = 30
DELIMITERS = ",;\t"
_WIDE = 4  # columns of a table that may have titles above it


class Heading(NamedTuple):
    """The header of a table. `row` is its number in the file, `position` that among the rows that are not blank.

    `delimiter` splits rows whose whole line stands in one cell; it is empty where each cell has its own place. `known`
    is False where no row was a known header: then this is the first row that is about as wide as the table.
    """

    row: int
    names: tuple[str, ...]
    position: int = 0
    delimiter: str = ""
    known: bool = False

    def below(self, rows: Iterable[NumberedRow]) -> Iterator[NumberedRow]:
        """The rows below the header. `rows` are all that are not blank, the first one included."""
        data = islice(rows, self.position + 1, None)
        if not self.delimiter:
            return data
        return ((number, _cells_in_one(cells, self.delimiter)) for number, cells in data)


def heading(first: Sequence[NumberedRow], find: FindHeader | None) -> Heading:
    """The header among the first rows of a table, of which there is at least one."""
    rows = [cells for _, cells in first]
    if find is not None:
        for delimiter in ("", *DELIMITERS):
            names = [_names(_cells_in_one(cells, delimiter) if delimiter else cells) for cells in rows]
            position = find(names)
            if position is not None:
                return Heading(first[position][0], names[position], position, delimiter, True)
    position = _below_titles(rows)
    return Heading(first[position][0], _names(rows[position]), position)


def _below_titles(rows: Sequence[Sequence[str]]) -> int:
    """The position of the first row that fills more than half as many cells as the fullest: titles fill one or two.
    In a narrow table they can't be told from headers.
    """
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in rows]
    if max(filled) < _WIDE:
        return 0
    return next(position for position, count in enumerate(filled) if 2 * count > max(filled))


def _names(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(cell.strip().lstrip("\ufeff") for cell in cells)


def _cells_in_one(cells: list[str], delimiter: str) -> list[str]:
    """The cells of a line that stands in the first cell; the cells as they are where others are filled too."""
    if not cells or any(cell.strip() for cell in cells[1:]):
        return cells
    try:
        return next(csv.reader([cells[0]], delimiter=delimiter), [])
    except csv.Error:  # a line end or too much in the cell: it is not a line of a table
        return cells
