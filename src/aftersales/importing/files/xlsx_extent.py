"""The real extent of a worksheet's cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import IO
from xml.parsers import expat

from aftersales.language import tr

_CHUNK = 1 << 18
_LONGEST_ROW = 8 << 20
_MANY_SHAPES = 10_000
_ROW = re.compile(rb'<row(?: r="([0-9]{1,7})"|(?=[\s/>]))')
_CELL = re.compile(rb'<c(?: r="([A-Z]{1,3})[0-9]|(?=[\s/>]))')
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,9})\$?([0-9]{1,9})")


class MisnumberedError(ValueError):
    """Rows or cells out of order or numbered twice. A reader that trusts their numbers would lose some."""


class _UnusualError(Exception):
    """XML that may be valid, but is not written as spreadsheets write it."""


@dataclass(slots=True)
class Extent:
    """The last row, the last column and the number of cells of a worksheet.

    `by_reference`: the numbers of the rows are wrong (TikTok's own writer gives every row the number 1), but each cell
    states its own place, and those places are in order.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    by_reference: bool = False


def measure(opened: Callable[[], IO[bytes]]) -> Extent:
    """The extent of the worksheet `opened` opens, whatever its dimension element says, in bounded memory.

    Raises MisnumberedError, and expat.ExpatError or ValueError where it is not well formed.
    """
    try:
        with opened() as stream:
            return _measure_by_pattern(stream)
    except _UnusualError:
        # Five times slower, but it reads every way of writing XML.
        with opened() as stream:
            return _measure_by_parser(stream)


def _measure_by_pattern(stream: IO[bytes]) -> Extent:
    """The extent by regular expressions. Raises _UnusualError for XML that they could misread."""
    extent, rest = Extent(), b""
    shapes: set[tuple[bytes, ...]] = set()
    while chunk := stream.read(_CHUNK):
        *rows, rest = (rest + chunk).split(b"</row>")
        for row in rows:
            _usual_row(extent, row, shapes)
        if len(rest) > _LONGEST_ROW:
            raise _UnusualError
        if len(shapes) > _MANY_SHAPES:
            shapes.clear()
    _usual_row(extent, rest, shapes)
    if not extent.rows:
        raise _UnusualError
    return extent


def _usual_row(extent: Extent, row: bytes, shapes: set[tuple[bytes, ...]]) -> None:
    # Comments, CDATA, entities, namespace prefixes and UTF-16 can hide a cell from a regular expression.
    if b"<!" in row or b":row" in row or b":c " in row or b"\0" in row:
        raise _UnusualError
    for number in _ROW.findall(row):
        if not number or int(number) <= extent.rows:
            raise _UnusualError
        extent.rows = int(number)
    shape = tuple(_CELL.findall(row))
    extent.cells += len(shape)
    if shape in shapes or not shape:
        return
    columns = [_column(letters.decode()) for letters in shape]
    if 0 in columns or any(left >= right for left, right in pairwise(columns)):
        raise _UnusualError
    extent.columns = max(extent.columns, columns[-1])
    shapes.add(shape)


def _measure_by_parser(stream: IO[bytes]) -> Extent:
    extent, places = Extent(), _Places()
    column = 0
    trouble = ""  # the first row or cell that its number misplaces

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal column, trouble
        if tag == "row":
            number = int(float(attributes.get("r", extent.rows + 1)))
            if number <= extent.rows:
                trouble = trouble or tr("row {number} comes twice in the sheet, or out of order", number=number)
            extent.rows, column = number, 0
        elif tag == "c":
            at = places.add(attributes.get("r")) or column + 1
            if at <= column:
                trouble = trouble or tr(
                    "a cell of row {number} comes twice in the sheet, or out of order", number=extent.rows
                )
            column = at
            extent.cells += 1
            extent.columns = max(extent.columns, at)

    elements(stream, start)
    if trouble and not places.in_order:
        raise MisnumberedError(trouble)
    if trouble:
        return Extent(places.last[0], extent.columns, extent.cells, by_reference=True)
    return extent


class _Places:
    """The places that the cells state for themselves, in file order."""

    def __init__(self) -> None:
        self.last, self.in_order = (0, 0), True  # row and column

    def add(self, reference: str | None) -> int:
        """Take in the next cell's reference. Returns its column, 0 for a cell without a reference."""
        if not reference:
            self.in_order = False
            return 0
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise ValueError(tr("{reference} is not a cell", reference=reference))
        place = int(match[2]), _column(match[1].upper())
        self.in_order = self.in_order and place > self.last
        self.last = place
        return place[1]


def elements(stream: IO[bytes], start: Callable[[str, dict[str, str]], None]) -> None:
    """Call `start` with the name (without prefix) and the attributes of every element, in order.

    Raises expat.ExpatError where the XML is not well formed, and ValueError where it declares entities.
    """

    def refuse(*_: object) -> None:
        raise ValueError(tr("a workbook declares no entities"))

    def begin(tag: str, attributes: dict[str, str]) -> None:
        start(tag.rpartition(":")[2], attributes)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _column(letters: str) -> int:
    """AA is 27; no letters are 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
