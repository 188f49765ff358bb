"""Decides how bytes on disk become rows that know their place; leaves what columns mean to the mapping.

The kind of a file is told by its content, never by its name: downloads are renamed, re-saved and mailed.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aftersales.errors import FileRefused

Progress = Callable[[int], None]

_HEAD = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
NOT_OURS = "this is not a CSV, XLSX or JSON file"
EXPORT_AGAIN = "Export it again from Seller Center and give that file."


class NumberCell(str):
    """Text of an XLSX cell that holds a number, not text: an id in it may have lost digits."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its header, and its rows as often as they are asked for."""

    path: Path
    name: str  # of the worksheet; "" for CSV
    header: tuple[str, ...]  # stripped, in file order; may hold "" and repeats
    encoding: str  # "utf-8-sig", "utf-8", "gb18030", "utf-16" or what the user named; "" for XLSX
    header_row: int  # 1-based, as a spreadsheet shows it
    total: int  # what `progress` counts up to: bytes of a CSV, rows of an XLSX
    read: Callable[[Progress | None], Iterator[tuple[int, list[str]]]] = field(repr=False, compare=False)

    def rows(self, progress: Progress | None = None) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header, each with its number as a spreadsheet shows it; blank rows are skipped.

        Cells are raw text: surrounding blanks and trailing tabs are still there. In a CSV the number counts
        records, since a cell may hold a newline, and a row may have more cells than the header, or fewer: the
        caller decides. An XLSX row is filled up with "" to the header's width, for a spreadsheet stores no
        trailing blanks.

        `progress` is called now and then with the bytes (CSV) or rows (XLSX) read so far. Reading streams, so
        FileRefused can come after rows were yielded: a quotation mark never closed is seen only at the end.
        """
        return self.read(progress)


@dataclass(frozen=True, slots=True)
class Records:
    """The objects of one kind in a file of API answers."""

    path: Path
    array: str  # "return_orders" | "cancellations" | "orders"
    items: tuple[tuple[int, dict[str, Any]], ...] = field(repr=False)
    expected: int | None = None  # the platform's total_count; None where the file names none
    incomplete: bool = False  # the platform has more records than the file holds: pages are missing

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Each object with its 1-based position over the whole file. Whole numbers are int, others text."""
        return iter(self.items)


def read_file(path: Path, encoding: str | None = None) -> Sheet | list[Records]:
    """The table in a CSV or XLSX file, or the records in a JSON file; [] for an answer with no results.

    `encoding` is what the user named; it wins over what the content suggests, and XLSX ignores it.
    Raises FileRefused with what was found and what to do.
    """
    try:
        head, size = _head(path)
        return _read(path, head, size, encoding)
    except OSError as error:
        raise FileRefused(path, *os_words(error)) from error


def _read(path: Path, head: bytes, size: int, encoding: str | None) -> Sheet | list[Records]:
    # Imported here: most commands read no file, and an import reads one kind.
    if head.startswith(_OLE):
        what = "this is an old .xls or a password-protected workbook"
        raise FileRefused(path, what, "Save it as .xlsx or CSV, without a password.")
    if head.startswith(_ZIP):
        from aftersales.importing.files import xlsx

        return xlsx.read(path)
    from aftersales.importing.files import csv

    found = csv.decide_encoding(path, encoding)
    start = head.decode(found, errors="ignore").lstrip("\ufeff \t\r\n")
    if start.startswith(("[", "{")):
        from aftersales.importing.files import json_answers

        return json_answers.read(path, found, size)
    if start.startswith("<"):
        page = start[:500].lower().startswith(("<!doctype html", "<html"))
        raise FileRefused(path, "this is a web page, not an export" if page else NOT_OURS, EXPORT_AGAIN)
    return csv.read(path, found, size)


def _head(path: Path) -> tuple[bytes, int]:
    """The first bytes and the size of a file that can be read more than once."""
    info = path.stat()
    if stat.S_ISDIR(info.st_mode):
        raise FileRefused(path, "this is a folder", "Name the CSV, XLSX or JSON files in it.")
    if not stat.S_ISREG(info.st_mode):
        # The encoding and the extent are found in a first pass, so a pipe will not do.
        raise FileRefused(path, "this is a pipe or a device, not a file", "Save it to disk first.")
    if info.st_size == 0:
        raise FileRefused(path, "the file is empty", EXPORT_AGAIN)
    with path.open("rb") as file:
        return file.read(_HEAD), info.st_size


def os_words(error: OSError) -> tuple[str, str]:
    """What the operating system refused, and what to do about it, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file", "Check the name and the folder."
    if isinstance(error, PermissionError):
        return "the file may not be opened", "Close it in other programs, or change who may read it."
    return f"the file cannot be read ({error.strerror or error})", "Copy it to another folder and try again."
