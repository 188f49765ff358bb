"""The rows in the XML of a worksheet."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from aftersales.errors import FileRefused
from aftersales.importing.files.table import LONGEST_CELL, MOST_COLUMNS, Progress
from aftersales.importing.files.xlsx.elements import CHUNK, LONGEST, Attributes, UnusualError, steps
from aftersales.importing.files.xlsx.strings import is_foreign, unescaped
from aftersales.language import mark, tr

_AS_CSV = mark("Save the sheet as CSV and give that.")
Cell = tuple[str, str, str, str]  # the column's letters, the row's digits, the other attributes, and the value
StatedRow = tuple[str | None, list[Cell]]  # with the number that the row states
# No part goes beyond the next `<`, so that
# a text made to be slow is not.
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([0-9]{1,7})"([^<>]*?)'
    r'(?:/>|>(?:<(?:is><t|v)(?: xml:space="preserve")?>([^<]*)</(?:t></is|v)>)?</c>)'
)
_BARE_CELL = re.compile(_CELL.pattern.replace(' r="([A-Z]{1,3})([0-9]{1,7})"', "()()"))  # which stands behind the last
_ROW = re.compile(r"<row([^<>]*?)(/?)>")
_NUMBER = re.compile(r"""\sr=["']([0-9.]{1,20})["']""")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,9})\$?([0-9]{1,9})")


def usual(file: Path, stream: IO[bytes], progress: Progress | None) -> Iterator[StatedRow]:
    """The rows by regular expressions. Raises UnusualError for XML that they could misread, and as `of_any_form`."""
    rest, done, first = b"", 0, True
    while chunk := stream.read(CHUNK):
        data = rest + chunk
        # Comments, CDATA and other encodings can hide a cell from a regular expression.
        if b"<!" in data or b"\0" in data or (first and is_foreign(data)):
            raise UnusualError
        whole, end, rest = data.rpartition(b"</row>")
        if b"</sheetData>" in whole:
            raise UnusualError
        first, done = False, done + len(chunk)
        if end:
            for piece in whole.decode().split("</row>"):
                yield from _usual_row(file, piece)
        if progress is not None:
            progress(done)
        if b"</sheetData>" in rest:
            yield from _behind(rest.partition(b"</sheetData>")[0].decode())
            while chunk := stream.read(CHUNK):  # to its end, where it is seen whether it is whole
                if b"</row>" in (rest := rest[-6:] + chunk):
                    raise UnusualError
                done += len(chunk)
            if progress is not None:
                progress(done)
            return
        if len(rest) > LONGEST:
            break
    raise UnusualError


def _behind(tail: str) -> Iterator[StatedRow]:
    """The rows without cells behind the last one that has some."""
    rows = _ROW.findall(tail) if "<row" in tail else []
    if len(rows) != tail.count("<row") or not all(closed for _, closed in rows) or ":row" in tail:
        raise UnusualError
    for attributes, _ in rows:
        yield _stated(attributes), []


def _usual_row(file: Path, piece: str) -> Iterator[StatedRow]:
    """The row that ends with a piece of XML, and those without cells before it."""
    last = _ROW.search(piece)
    if piece.count("<row") != 1:
        rows = list(_ROW.finditer(piece))
        if len(rows) != piece.count("<row") or not all(row[2] for row in rows[:-1]):
            raise UnusualError
        for row in rows[:-1]:
            yield _stated(row[1]), []
        last = rows[-1] if rows else None
    if last is None or last[2] or ":row" in piece:
        raise UnusualError
    inside = last.end()
    if piece.count("<c", inside) > MOST_COLUMNS:
        raise UnusualError
    cells: list[Cell] = _CELL.findall(piece, inside)
    count = piece.count("<c", inside)
    if not cells and count and " r=" not in piece[inside:]:
        cells = _BARE_CELL.findall(piece, inside)
    if len(cells) != count or ":c" in piece:
        yield _parsed_row(file, piece[last.start() :])  # a formula, rich text, attributes in another order
        return
    if len(piece) > LONGEST_CELL and any(len(cell[3]) > LONGEST_CELL for cell in cells):
        raise UnusualError
    if "&" in piece or "_x" in piece:
        cells = [(*cell[:3], unescaped(cell[3])) for cell in cells]
    yield _stated(last[1]), cells


def _parsed_row(file: Path, xml: str) -> StatedRow:
    reader = _RowReader(file)
    for _ in steps(io.BytesIO(f"{xml}</row>".encode()), reader.start, reader.end, reader.text):
        pass
    return reader.rows[0]


def _stated(attributes: str) -> str | None:
    """The number that a row states, None where it states none."""
    match = _NUMBER.search(attributes)
    if match is None and " r=" in attributes:
        raise UnusualError
    return None if match is None else match[1]


def of_any_form(file: Path, stream: IO[bytes], progress: Progress | None) -> Iterator[StatedRow]:
    """The rows by a parser. Raises FileRefused for a cell of absurd size, and as `steps` does."""
    reader = _RowReader(file)
    for number, _ in enumerate(steps(stream, reader.start, reader.end, reader.text), 1):
        yield from reader.rows
        reader.rows.clear()
        if progress is not None:
            progress(number * CHUNK)


class _RowReader:
    """Collects the rows of a sheet from its elements."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.rows: list[StatedRow] = []
        self._number: str | None = None
        self._cells: list[Cell] = []
        self._place: tuple[str, str] = ("", "")
        self._attributes, self._wanted = "", ""
        self._value: list[str] = []
        self._size = self._length = self._spoken = self._count = 0
        self._inside = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take in the beginning of an element."""
        if tag == "row":
            self._number, self._cells, self._size = attributes.get("r"), [], 0
            self._count += 1
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
            if len(self._cells) > MOST_COLUMNS:
                number = self._number or self._count
                what = tr("row {number} has more than {limit:,} cells", number=number, limit=MOST_COLUMNS)
                raise FileRefused(self._file, what, tr(_AS_CSV))
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
            number = self._number or self._count
            what = tr("a cell of row {number} has more than {limit:,} characters", number=number, limit=LONGEST_CELL)
            if self._size > LONGEST:
                what = tr("row {number} has more than {limit:,} characters", number=number, limit=LONGEST)
            raise FileRefused(self._file, what, tr(_AS_CSV))
        self._value.append(data)


def _place(reference: str | None) -> tuple[str, str]:
    """The letters and the digits of a cell's reference; none for a cell without one."""
    if not reference:
        return "", ""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(tr("{reference} is not a cell", reference=reference))
    return match[1].upper(), match[2].lstrip("0")
