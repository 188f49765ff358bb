"""The rows of a worksheet, their cells as text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, NoReturn

from aftersales.errors import FileRefused
from aftersales.importing.files.table import LONGEST_CELL, MOST_COLUMNS, Progress
from aftersales.importing.files.xlsx.cells import SHARED, TEXT, CellTexts
from aftersales.importing.files.xlsx.elements import CHUNK, LONGEST, Attributes, steps
from aftersales.importing.files.xlsx.strings import is_foreign, unescaped
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple

_MOST_ROWS = 1_048_576
# The column's letters, the row's digits, the other attributes, and the value. No part goes beyond the next `<`, so that
# a text made to be slow is not.
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([0-9]{1,7})"([^<>]*?)'
    r'(?:/>|>(?:<(?:is><t|v)(?: xml:space="preserve")?>([^<]*)</(?:t></is|v)>)?</c>)'
)
_ROW = re.compile(r"<row([^<>]*?)(/?)>")
_NUMBER = re.compile(r"""\sr=["']([0-9.]{1,20})["']""")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,9})\$?([0-9]{1,9})")
_STRAY = mark("Delete the empty rows and columns around the table, or save the sheet as CSV and give that.")
Cell = tuple[str, str, str, str]
Row = tuple[int, list[str]]


class MisnumberedError(ValueError):
    """Rows or cells out of order or numbered twice. A reader that trusts their numbers would lose some."""


class _UnusualError(Exception):
    """XML that may be valid, but is not written as spreadsheets write it."""


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
    given = 0
    try:
        with sheet.opened() as stream:
            for row in _Assembly(sheet, width).rows(_usual(sheet, stream, progress)):
                given += 1
                yield row
        return
    except _UnusualError:
        pass
    # Five times slower, but it reads every way of writing XML. What was given already comes again.
    with sheet.opened() as stream:
        yield from islice(_Assembly(sheet, width).rows(_of_any_form(sheet, stream, progress)), given, None)


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

    def rows(self, found: Iterator[tuple[str | None, list[Cell]]]) -> Iterator[Row]:
        """The rows that are not blank, from the number that the XML gives to each row and from its cells."""
        for stated, cells in found:
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

    def _twice(self, number: int) -> NoReturn:
        raise MisnumberedError(tr("a cell of row {number} comes twice in the sheet, or out of order", number=number))

    def _too_many(self, number: int) -> NoReturn:
        what = tr("the sheet {name} says that it has {rows:,} rows", name=self._sheet.name, rows=number)
        raise FileRefused(self._sheet.file, what, tr(_STRAY))


def _usual(sheet: Worksheet, stream: IO[bytes], progress: Progress | None) -> Iterator[tuple[str | None, list[Cell]]]:
    """The rows by regular expressions. Raises _UnusualError for XML that they could misread."""
    rest, done, first = b"", 0, True
    while chunk := stream.read(CHUNK):
        data = rest + chunk
        # Comments, CDATA and other encodings can hide a cell from a regular expression.
        if b"<!" in data or b"\0" in data or (first and is_foreign(data)):
            raise _UnusualError
        whole, found, rest = data.rpartition(b"</row>")
        if b"</sheetData>" in whole:
            raise _UnusualError
        first, done = False, done + len(chunk)
        if found:
            for piece in whole.decode().split("</row>"):
                yield from _usual_row(sheet, piece)
        if progress is not None:
            progress(done)
        if b"</sheetData>" in rest:
            yield from _behind(rest.partition(b"</sheetData>")[0].decode())
            while chunk := stream.read(CHUNK):  # to its end, where it is seen whether it is whole
                if b"</row>" in (rest := rest[-6:] + chunk):
                    raise _UnusualError
                done += len(chunk)
            if progress is not None:
                progress(done)
            return
        if len(rest) > LONGEST:
            break
    raise _UnusualError


def _behind(tail: str) -> Iterator[tuple[str | None, list[Cell]]]:
    """The rows without cells behind the last one that has some."""
    rows = _ROW.findall(tail) if "<row" in tail else []
    if len(rows) != tail.count("<row") or not all(closed for _, closed in rows) or ":row" in tail:
        raise _UnusualError
    for attributes, _ in rows:
        yield _stated(attributes), []


def _usual_row(sheet: Worksheet, piece: str) -> Iterator[tuple[str | None, list[Cell]]]:
    """The row that ends with a piece of XML, and those without cells before it."""
    last = _ROW.search(piece)
    if piece.count("<row") != 1:
        rows = list(_ROW.finditer(piece))
        if len(rows) != piece.count("<row") or not all(row[2] for row in rows[:-1]):
            raise _UnusualError
        for row in rows[:-1]:
            yield _stated(row[1]), []
        last = rows[-1] if rows else None
    if last is None or last[2] or ":row" in piece:
        raise _UnusualError
    inside = last.end()
    cells: list[Cell] = _CELL.findall(piece, inside)
    if len(cells) != piece.count("<c", inside) or ":c" in piece:
        yield _parsed_row(sheet, piece[last.start() :])  # a formula, rich text, attributes in another order
        return
    if len(piece) > LONGEST_CELL and any(len(cell[3]) > LONGEST_CELL for cell in cells):
        raise _UnusualError
    if "&" in piece or "_x" in piece:
        cells = [(*cell[:3], unescaped(cell[3])) for cell in cells]
    yield _stated(last[1]), cells


def _parsed_row(sheet: Worksheet, xml: str) -> tuple[str | None, list[Cell]]:
    reader = _RowReader(sheet)
    for _ in steps(io.BytesIO(f"{xml}</row>".encode()), reader.start, reader.end, reader.text):
        pass
    return reader.rows[0]


def _stated(attributes: str) -> str | None:
    """The number that a row states, None where it states none."""
    match = _NUMBER.search(attributes)
    if match is None and " r=" in attributes:
        raise _UnusualError
    return None if match is None else match[1]


def _of_any_form(
    sheet: Worksheet, stream: IO[bytes], progress: Progress | None
) -> Iterator[tuple[str | None, list[Cell]]]:
    """The rows by a parser."""
    reader = _RowReader(sheet)
    for number, _ in enumerate(steps(stream, reader.start, reader.end, reader.text), 1):
        yield from reader.rows
        reader.rows.clear()
        if progress is not None:
            progress(number * CHUNK)


class _RowReader:
    """Collects the rows of a sheet from its elements."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self.rows: list[tuple[str | None, list[Cell]]] = []
        self._number: str | None = None
        self._cells: list[Cell] = []
        self._place: tuple[str, str] = ("", "")
        self._attributes, self._wanted = "", ""
        self._value: list[str] = []
        self._size = self._length = self._spoken = 0
        self._inside = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take in the beginning of an element."""
        if tag == "row":
            self._number, self._cells, self._size = attributes.get("r"), [], 0
        elif tag == "c":
            self._place = _place(attributes.get("r"))
            kind = attributes.get("t", "n")
            self._attributes = f' s="{attributes.get("s", "0")}" t="{kind}"'
            self._wanted = "t" if kind == "inlineStr" else "v"
            self._value, self._length = [], 0
        elif tag == "rPh":
            self._spoken += 1
        elif tag == self._wanted:
            self._inside = not self._spoken

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag == "row":
            self.rows.append((self._number, self._cells))
            self._cells = []
        elif tag == "c":
            value = "".join(self._value)
            if self._wanted == "t":
                value = unescaped(value.replace("&", "&amp;"))
            self._cells.append((*self._place, self._attributes, value))
            self._wanted = ""
        elif tag == "rPh":
            self._spoken -= 1
        elif tag == self._wanted:
            self._inside = False

    def text(self, data: str) -> None:
        """Take in characters. Raises FileRefused for more than a cell or a row can hold."""
        if not self._inside:
            return
        self._length += len(data)
        self._size += len(data)
        if self._length > LONGEST_CELL or self._size > LONGEST:
            number = self._number or ""
            what = tr("a cell of row {number} has more than {limit:,} characters", number=number, limit=LONGEST_CELL)
            if self._size > LONGEST:
                what = tr("row {number} has more than {limit:,} characters", number=number, limit=LONGEST)
            raise FileRefused(self._sheet.file, what, tr("Save the sheet as CSV and give that."))
        self._value.append(data)


def _place(reference: str | None) -> tuple[str, str]:
    """The letters and the digits of a cell's reference; none for a cell without one."""
    if not reference:
        return "", ""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(tr("{reference} is not a cell", reference=reference))
    return match[1].upper(), match[2].lstrip("0")


def column(letters: str) -> int:
    """AA is 27; no letters are 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
