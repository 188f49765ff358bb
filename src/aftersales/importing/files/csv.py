"""The encoding, the delimiter and the records of a text file."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path

from aftersales.errors import FileRefused
from aftersales.importing.files.halves import HalvableRows, span
from aftersales.importing.files.header import DELIMITERS, FIRST_ROWS, FindHeader, Heading, heading
from aftersales.importing.files.table import (
    EXPORT_AGAIN,
    LONGEST_CELL,
    MOST_BLANK,
    MOST_COLUMNS,
    NOT_OURS,
    Progress,
    Table,
    os_error_phrases,
)
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple

_CHUNK = 1 << 20
_SNIFF = 1 << 18
# Longer than any line or row of an export, in characters. Without a limit a file of one line, or a quotation mark that
# is never closed, would be read into memory as a whole.
_LONGEST_LINE = 4 * _CHUNK
_LONGEST_ROW = _CHUNK
_PIECE = 1 << 16
_PAIR = re.compile(rb"[\x81-\xfe](?:[0-9][\x81-\xfe][0-9]|[\x40-\xfe])")
# The rows of GB2312 in use: signs, and the 6,763 common characters.
_COMMON_LEADS = frozenset([0xA1, 0xA2, 0xA3, *range(0xB0, 0xF8)])
_ENOUGH_PAIRS = 100_000
_STATED = re.compile(r"\ufeff?\s*\"?sep=([,;\t])")  # spreadsheets write the delimiter into the first line
_GARBLED_MARK = codecs.BOM_UTF8.decode("cp1252")  # the mark of UTF-8, read by a program that takes it for text
_NAME_ONE = mark("Name the encoding it was saved in with --encoding, such as utf-8, gb18030 or cp1252.")


class Encoded(NamedTuple):
    """A text file after all its bytes were looked at: the Python name of its encoding, its SHA-256 (hex), and whether
    there is a NUL in it, which no program writes into a text.
    """

    encoding: str
    sha256: str
    holds_nul: bool = False


def decide_encoding(path: Path, wanted: str | None) -> Encoded:
    """The file's encoding, after reading all of it in pieces.

    `wanted` wins; otherwise a byte order mark, then UTF-8 if every byte agrees, then GB18030 (Excel in
    China). Raises FileRefused for a file that is not text, and for one that `wanted` does not fit.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if wanted is not None:
        return _wanted(path, wanted, head)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    else:
        name = "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        return _scan(path, name)
    except UnicodeDecodeError as error:
        if error.reason in ("unexpected end of data", "truncated data"):
            raise FileRefused(
                path, tr("the file is cut short, in the middle of a character"), tr(EXPORT_AGAIN)
            ) from error
        if name != "utf-8":
            raise FileRefused(path, tr("the file does not match the encoding it starts with"), tr(_NAME_ONE)) from error
        try:
            return _fall_back(path)
        except FileRefused:
            if _begins_with_nul(path):  # a picture or a program, of which no encoding is worth a word
                raise FileRefused(path, tr(NOT_OURS), tr(EXPORT_AGAIN)) from error
            raise


def _begins_with_nul(path: Path) -> bool:
    with path.open("rb") as file:
        return b"\0" in file.read(_CHUNK)


def _wanted(path: Path, wanted: str, head: bytes) -> Encoded:
    try:
        b"a".decode(wanted, errors="ignore")  # a codec can also be one that yields no text, such as base64
        name = codecs.lookup(wanted).name
    except (LookupError, ValueError) as error:
        raise FileRefused(path, tr("the encoding {wanted} is not known", wanted=wanted), tr(_NAME_ONE)) from error
    # With the mark left in, the first header would not be recognised.
    if name == "utf-8" and head.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    elif head.startswith(codecs.BOM_UTF8) and name != "utf-8-sig":
        what = tr("the file begins as one in UTF-8, but --encoding names {wanted}", wanted=wanted)
        raise FileRefused(path, what, tr("Leave --encoding out."))
    elif name in ("utf-16-le", "utf-16-be") and head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    try:
        return _scan(path, name)
    except UnicodeError as error:
        what = tr("the file cannot be read as {wanted}, which --encoding names", wanted=wanted)
        raise FileRefused(path, what, tr("Leave --encoding out, or name the encoding it was saved in.")) from error


def _fall_back(path: Path) -> Encoded:
    """GB18030, if most characters are common ones. Nearly every byte pair is some character in GB18030, so that other
    encodings can be read as it by chance.
    """
    try:
        encoded = _scan(path, "gb18030")
    except UnicodeDecodeError as error:
        raise FileRefused(path, tr("the file is written in neither UTF-8 nor GB18030"), tr(_NAME_ONE)) from error
    pairs = common = 0
    with path.open("rb") as file:
        while pairs < _ENOUGH_PAIRS and (chunk := file.read(_CHUNK)):
            two_bytes = [pair for pair in _PAIR.findall(chunk) if len(pair) == 2]
            pairs += len(two_bytes)
            common += sum(pair[0] in _COMMON_LEADS and pair[1] > 0xA0 for pair in two_bytes)
    if common < pairs * 0.7:
        raise FileRefused(
            path, tr("the file is not written in UTF-8, and does not look Chinese (GB18030) either"), tr(_NAME_ONE)
        )
    return encoded


def _scan(path: Path, encoding: str) -> Encoded:
    """Decode the whole file in pieces. Raises UnicodeDecodeError, and FileRefused for a line that is too long."""
    decoder, digest = codecs.getincrementaldecoder(encoding)(), hashlib.sha256()
    line, several, holds_nul = 0, False, False
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            text = decoder.decode(chunk)
            holds_nul = holds_nul or "\0" in text
            broken = "\n" in text or "\r" in text
            several = several or broken
            line = 0 if broken else line + len(text)
            if line > _LONGEST_LINE and not _json_like(path, encoding):
                what = tr("it has a line of more than {limit:,} characters", limit=_LONGEST_LINE)
                if not several:
                    what = tr(
                        "this is not a CSV, XLSX or JSON file: it has no line break for {limit:,} characters",
                        limit=_LONGEST_LINE,
                    )
                raise FileRefused(path, what, tr(EXPORT_AGAIN))
        decoder.decode(b"", final=True)
    return Encoded(encoding, digest.hexdigest(), holds_nul)


def _json_like(path: Path, encoding: str) -> bool:
    with path.open("rb") as file:
        return file.read(_SNIFF).decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n").startswith(("[", "{"))


def read(path: Path, encoded: Encoded, size: int, find: FindHeader | None = None) -> Table:
    """The table in a CSV file whose encoding is decided. Raises FileRefused where there is no header."""
    encoding = encoded.encoding
    head: Heading | None = None
    chosen = ","
    for delimiter in _delimiters(path, encoding):
        first = list(_first_records(path, encoding, delimiter))
        tried = heading(first, find) if first else None
        if head is None or (tried is not None and tried.known and not head.known):
            head, chosen = tried, delimiter
        if tried is not None and tried.known and not tried.delimiter:  # each cell in its place: better than a split
            head, chosen = tried, delimiter
            break
        if find is None:
            break
    if head is None:
        raise FileRefused(path, tr("the file is empty"), tr(EXPORT_AGAIN))
    if head.names[0].startswith(_GARBLED_MARK):
        what = tr("it was opened in a wrong encoding and saved, so that letters and signs such as £ are garbled")
        raise FileRefused(path, what, tr("Give the file as it was exported, or open that one as UTF-8."))
    if encoded.holds_nul and not head.known:
        raise FileRefused(path, tr(NOT_OURS), tr(EXPORT_AGAIN))
    rows = HalvableRows(path, encoding, chosen, head, partial(_records, path, encoding, chosen))
    delimiter = head.delimiter or chosen
    return Table(path, "", head.names, encoding, head.row, size, rows, encoded.sha256, encoded.holds_nul, delimiter)


def _first_records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    records = _records(path, encoding, delimiter, None)
    yield from islice(records, FIRST_ROWS)
    records.close()


def _delimiters(path: Path, encoding: str) -> list[str]:
    """Comma, semicolon and tab: first what a line `sep=;` names, then what splits the first line into most cells."""
    with path.open("rb") as file:
        head = codecs.getincrementaldecoder(encoding)(errors="ignore").decode(file.read(_SNIFF))

    def width(delimiter: str) -> int:
        with suppress(csv.Error):
            for cells in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
                if any(cell.strip(" ,;\t\r\n") for cell in cells):  # a line of delimiters is blank, too
                    return len(cells)
        return 0

    stated = _STATED.match(head)
    return sorted(DELIMITERS, key=lambda mark: (stated is None or mark != stated[1], -width(mark)))


class _EndMarker:
    """One line put behind the last line of the file. If it ends up inside a cell, a quote was never closed."""

    MARK = "\0"

    def __init__(self) -> None:
        self.reached = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.reached:
            raise StopIteration
        self.reached = True
        return self.MARK


class _LimitedLines:
    """The lines of a file, of which not too many go into one record: csv.reader has no limit for it."""

    def __init__(self, path: Path, text: io.TextIOWrapper) -> None:
        self._path, self._text = path, text
        self._records = self._length = 0  # how many are read, and at most so many characters after the last

    def end_record(self, number: int) -> None:
        """Note that the record with this number was read."""
        self._records, self._length = number, 0

    def all(self) -> Iterator[str]:
        """Every line. Raises FileRefused where too many characters go into one record."""
        return chain.from_iterable(self._pieces())

    def _pieces(self) -> Iterator[Iterable[str]]:
        """The lines, many at once. They are counted one by one only where the limit may be near."""
        before, swallowed = -1, 0
        while lines := self._text.readlines(_PIECE):
            if self._records == before:
                self._length += swallowed
            size = sum(map(len, lines))
            near = self._length + size > _LONGEST_ROW
            before, swallowed = self._records, 0 if near else size
            yield self._counted(lines) if near else lines

    def _counted(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self._length += len(line)
            if self._length > _LONGEST_ROW:
                raise _too_long(self._path, self._records + 1)
            yield line


def _records(
    path: Path, encoding: str, delimiter: str, progress: Progress | None, begin: int = 0, end: int | None = None
) -> Generator[tuple[int, list[str]]]:
    """The records that are not blank, each with its number in the file, counted from 1: all, or those between two
    bytes.
    """
    number = blank = 0
    try:
        with path.open("rb") as raw, io.TextIOWrapper(span(raw, begin, end), encoding, newline="") as text:
            for number, cells in _all_records(path, text, delimiter):
                if not cells or (not cells[0].strip() and not any(map(str.strip, cells))):
                    blank += 1
                    if blank > MOST_BLANK and blank * 2 > number:
                        what = tr("{count:,} of its first {number:,} rows are blank", count=blank, number=number)
                        raise FileRefused(path, what, tr(EXPORT_AGAIN))
                    continue
                yield number, cells
                if progress is not None and not number % 4096:
                    progress(raw.tell())
    except csv.Error as error:
        what = tr("row {number} has a cell of more than {limit:,} characters", number=number + 1, limit=LONGEST_CELL)
        raise FileRefused(path, what, tr("A quotation mark in that row is probably never closed.")) from error
    except UnicodeError as error:
        raise FileRefused(path, tr("the file changed while it was being read"), tr("Try again.")) from error
    except OSError as error:
        raise FileRefused(path, *os_error_phrases(error)) from error
    if progress is not None:
        progress(path.stat().st_size)


def _all_records(path: Path, text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number. Raises FileRefused for one of absurd size, and at the end if a quotation mark was
    never closed.
    """
    csv.field_size_limit(LONGEST_CELL)  # it holds for the whole process, and another library may have raised it
    end, lines = _EndMarker(), _LimitedLines(path, text)
    for number, cells in enumerate(csv.reader(chain(lines.all(), end), delimiter=delimiter), 1):
        lines.end_record(number)
        if end.reached:
            if cells != [end.MARK]:
                raise _unclosed(path, number)
        elif len(cells) > MOST_COLUMNS:
            what = tr("row {number:,} has {cells:,} cells, more than any export", number=number, cells=len(cells))
            raise FileRefused(path, what, tr(EXPORT_AGAIN))
        else:
            yield number, cells


def _too_long(path: Path, number: int) -> FileRefused:
    what = tr("row {number:,} has more than {limit:,} characters", number=number, limit=_LONGEST_ROW)
    return FileRefused(path, what, tr("A quotation mark in that row is probably never closed."))


def _unclosed(path: Path, number: int) -> FileRefused:
    what = tr(
        "a quotation mark opened in row {number} is never closed, so the rows after it would be lost", number=number
    )
    return FileRefused(path, what, tr("Close it in a text editor, or export the file again."))
