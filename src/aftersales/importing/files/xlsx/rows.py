"""The rows of a worksheet, their cells as text."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, NoReturn

from aftersales.errors import FileRefused
from aftersales.importing.files.table import MOST_COLUMNS, Progress
from aftersales.importing.files.xlsx.cells import SHARED, TEXT, CellTexts
from aftersales.importing.files.xlsx.elements import UnusualError
from aftersales.importing.files.xlsx.row_xml import Cell, StatedRow, of_any_form, usual
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple

_MOST_ROWS = 1_048_576
_MOST_EMPTY, _SPARSE = 4_000_000, 20
_STRAY = mark("Delete the empty rows and columns around the table, or save the sheet as CSV and give that.")
Row = tuple[int, list[str]]


class MisnumberedError(ValueError):
    """Rows or cells out of order or numbered twice. A reader that trusts their numbers would lose some."""


class Worksheet(NamedTuple):
    """A sheet to read: `file` and `name` for messages, how its part is opened, and how its cells become text."""

    file: Path
    name: str
    opened: Callable[[], IO[bytes]]
    texts: CellTexts


def read(sheet: Worksheet, progress: Progress | None, width: int = 0) -> Generator[Row]:
    """The rows of a sheet that are not blank, each with its number and at least `width` cells as text. `progress` is
    called with the bytes of XML read so far.

    Raises FileRefused, MisnumberedError, and expat.ExpatError or ValueError where the XML is not well formed.
    """
    count = 0
    try:
        with sheet.opened() as stream:
            for row in _Assembly(sheet, width).rows(usual(sheet.file, stream, progress)):
                count += 1
                yield row
        return
    except UnusualError:
        pass
    # Five times slower, but it reads every way of writing XML. What was given already comes again.
    with sheet.opened() as stream:
        yield from islice(_Assembly(sheet, width).rows(of_any_form(sheet.file, stream, progress)), count, None)


class _Columns(dict[str, int]):
    """The place of a column by its letters, from 0. Raises FileRefused for one that no export has."""

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__()
        self._sheet = sheet

    def __missing__(self, letters: str) -> int:
        place = column(letters) - 1
        if place >= MOST_COLUMNS:
            what = tr("the sheet {name} says that it has {columns:,} columns", name=self._sheet.name, columns=place + 1)
            raise FileRefused(self._sheet.file, what, tr(_STRAY))
        self[letters] = place
        return place


class _Assembly:
    """Puts the cells of rows in their places.

    Where the numbers of the rows are wrong (TikTok's own writer gives every row the number 1), the cells count, which
    state their own places; they must be in order.
    """

    def __init__(self, sheet: Worksheet, width: int) -> None:
        self._sheet, self._width = sheet, width
        self._columns = _Columns(sheet)
        self._last = 0  # the number of the last row, also of an empty one
        self._agree = True  # the cells of all rows so far state the numbers of their rows
        self._trouble = ""  # the first number that can't be, from which on the cells count
        self._row: Row = (0, [])  # not yet given, for more of it may come
        self._filled = self._empty = 0  # cells

    def rows(self, numbered: Iterator[StatedRow]) -> Iterator[Row]:
        """The rows that are not blank, from the number that the XML gives to each row and from its cells."""
        for stated, cells in numbered:
            number = self._last + 1 if stated is None else int(float(stated))
            if self._trouble or number <= self._last:
                yield from self._by_places(number, cells)
                continue
            if number > _MOST_ROWS:
                self._too_many(number)
            if cells:
                if self._agree and (cells[0][1] != (digits := str(number)) or cells[-1][1] != digits):
                    self._agree = False
                if row := self._finished():
                    yield row
                self._row = (number, self._texts(number, cells))
            self._last = number
        if row := self._finished():
            yield row

    def _texts(self, number: int, cells: list[Cell]) -> list[str]:
        texts, columns, kinds = self._sheet.texts, self._columns, self._sheet.texts
        strings = texts.strings
        out: list[str] = []
        for letters, _, attributes, value in cells:
            if letters:
                place = columns[letters]
                if place != len(out):
                    if place < len(out):
                        self._twice(number)
                    out += [""] * (place - len(out))
            elif len(out) >= MOST_COLUMNS:
                columns["ZZZ"]  # as one with letters
            kind = kinds[attributes]
            if kind == SHARED and value.isdecimal():
                out.append(strings[int(value)])
            elif kind == TEXT or not value:
                out.append(value)
            else:
                out.append(texts.of(kind, value))
        return out

    def _finished(self) -> Row | None:
        """The last row, without blank cells beyond the width; None for a blank one."""
        number, cells = self._row
        empty = cells.count("")
        self._empty += empty
        self._filled += len(cells) - empty
        if self._empty > _MOST_EMPTY and self._empty > _SPARSE * self._filled:
            self._sparse()
        for cell in cells:
            if cell and not cell.isspace():
                break
        else:
            return None
        width = self._width
        while len(cells) > width and (not cells[-1] or cells[-1].isspace()):
            cells.pop()
        if len(cells) < width:
            cells += [""] * (width - len(cells))
        return number, cells

    def _by_places(self, stated: int, cells: list[Cell]) -> Iterator[Row]:
        """The rows in which the cells say that they are."""
        if not self._trouble:
            self._trouble = tr("row {number} comes twice in the sheet, or out of order", number=stated)
            if not self._agree:
                raise MisnumberedError(self._trouble)
        for letters, digits, attributes, value in cells:
            number = int(digits or 0)
            place = self._columns[letters] if letters else -1
            last, row = self._row
            if not letters or (number, place) < (last, len(row)):
                raise MisnumberedError(self._trouble)
            if number > _MOST_ROWS:
                self._too_many(number)
            if number != last:
                if finished := self._finished():
                    yield finished
                row = []
                self._row = (number, row)
            row += [""] * (place - len(row))
            kind = self._sheet.texts[attributes]
            row.append(value if kind == TEXT or not value else self._sheet.texts.of(kind, value))

    def _sparse(self) -> NoReturn:
        what = tr(
            "the sheet {name} has {empty:,} empty cells and only {filled:,} others",
            name=self._sheet.name,
            empty=self._empty,
            filled=self._filled,
        )
        raise FileRefused(self._sheet.file, what, tr(_STRAY))

    def _twice(self, number: int) -> NoReturn:
        raise MisnumberedError(tr("a cell of row {number} comes twice in the sheet, or out of order", number=number))

    def _too_many(self, number: int) -> NoReturn:
        what = tr("the sheet {name} says that it has {rows:,} rows", name=self._sheet.name, rows=number)
        raise FileRefused(self._sheet.file, what, tr(_STRAY))


def column(letters: str) -> int:
    """AA is 27; no letters are 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
