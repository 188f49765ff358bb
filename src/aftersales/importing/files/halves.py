"""A CSV file cut in two between its records."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from aftersales.importing.files.header import Heading, NumberedRow
from aftersales.importing.files.table import Progress

SMALLEST = 8 << 20  # bytes of a file for which a second process is worth its while
_SPAN = 1 << 18  # bytes behind the middle in which a place to cut is looked for
_TRIES = 50  # lines from which on records are read, to find one where a record begins
# Encodings in which no byte of another character looks like a line end.
_PLAIN = ("utf-8", "utf-8-sig", "gb18030", "cp1252", "iso8859-1")
# Takes where to begin and to end reading, in bytes. None is the end of the file.
ReadRecords = Callable[[Progress | None, int, int | None], Iterator[NumberedRow]]


class HalvableRows:
    """The rows below the header of a CSV file: all, when it is called, or those of each half."""

    def __init__(self, path: Path, encoding: str, delimiter: str, top: Heading, read: ReadRecords) -> None:
        self._path, self._encoding, self._delimiter, self._top, self._read = path, encoding, delimiter, top, read
        self._cut_at: tuple[int, ...] = ()

    def __call__(self, progress: Progress | None) -> Iterator[NumberedRow]:
        return self._top.below(self._read(progress, 0, None))

    def cut(self, key: int) -> int | None:
        """The byte at which a record begins, near the middle, that has another text in the cell `key` than the one
        before; None where none is found. A cell with line breaks might deceive: whether a record ends there is sure
        once the first half was read.
        """
        self._cut_at = _mark(self._path)
        size = self._path.stat().st_size
        if size < SMALLEST or self._top.delimiter or self._encoding not in _PLAIN:
            return None
        with self._path.open("rb") as file:
            file.seek(size // 2)
            part, *lines = file.read(_SPAN).splitlines(keepends=True)
        place = self._place(lines[:-1], key)  # the last one may be cut, as the first is
        return None if place is None else size // 2 + len(part) + sum(map(len, lines[:place]))

    def is_as_cut(self) -> bool:
        """Whether the file is still the one that was cut, so that both halves are of the same."""
        return _mark(self._path) == self._cut_at

    def _place(self, lines: Sequence[bytes], key: int) -> int | None:
        """How many of these lines come before the place."""
        width = len(self._top.names)
        with suppress(UnicodeDecodeError, csv.Error):
            texts = [line.decode(self._encoding.removesuffix("-sig")) for line in lines]
            for start in range(min(len(texts), _TRIES)):
                records = csv.reader(iter(texts[start:]), delimiter=self._delimiter)
                before, place = "", start
                for cells in records:
                    if len(cells) != width or not (number := cells[key].strip()):
                        break  # a blank row, or it began inside of a cell
                    if before and number != before:
                        return place
                    before, place = number, start + records.line_num
        return None

    def first(self, end: int, progress: Progress | None) -> Iterator[NumberedRow]:
        """The rows before a byte. Raises FileRefused where no record ends there."""
        return self._top.below(self._read(progress, 0, end))

    def second(self, begin: int) -> Iterator[NumberedRow]:
        """The rows from a byte on, counted from 1."""
        return self._read(None, begin, None)


def _mark(path: Path) -> tuple[int, ...]:
    """What is different once a file was written or replaced; nothing for one that has gone."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def span(file: io.BufferedReader, begin: int, end: int | None) -> io.BufferedReader:
    """A file from one byte to another; None is its end."""
    file.seek(begin)
    return file if end is None else io.BufferedReader(_Beginning(file, end), 1 << 16)


class _Beginning(io.RawIOBase):
    """The bytes of a file up to one."""

    def __init__(self, file: io.BufferedReader, end: int) -> None:
        self._file, self._end = file, end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = max(self._end - self._file.tell(), 0)
        return self._file.readinto(memoryview(buffer)[:left])
