"""Files opened by their content, never by their name."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aftersales.errors import FileRefused
from aftersales.importing.files.header import FindHeader
from aftersales.importing.files.table import EXPORT_AGAIN, NOT_OURS, Records, Table, os_error_phrases
from aftersales.language import tr

if TYPE_CHECKING:
    from aftersales.importing.files.json_answers import Timing

_HEAD = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def read_file(
    path: Path, encoding: str | None = None, find: FindHeader | None = None, timing: Timing | None = None
) -> Table | list[Records]:
    """The table in a CSV or XLSX file, or the records in a JSON file; [] for an answer with no results.

    `encoding` is what the user named; it wins over what the content suggests, and XLSX ignores it. `find` knows the
    header that is wanted; without it, or where it finds none, the first row is the header. `timing` tells the times of
    a record.
    Raises FileRefused with what was found and what to do.
    """
    try:
        head, size = _head(path)
        return _read(path, (head, size), encoding, find, timing)
    except OSError as error:
        raise FileRefused(path, *os_error_phrases(error)) from error


def _read(
    path: Path,
    content: tuple[bytes, int],
    encoding: str | None,
    find: FindHeader | None,
    timing: Timing | None,
) -> Table | list[Records]:
    head, size = content
    # lazy imports: most commands read no file, and an import reads one kind
    if head.startswith(_OLE):
        what = tr("this is an old .xls or a password-protected workbook")
        raise FileRefused(path, what, tr("Save it as .xlsx or CSV, without a password."))
    if head.startswith(_ZIP):
        from aftersales.importing.files.xlsx import workbook

        return replace(workbook.read(path, find), sha256=sha256_of(path))
    from aftersales.importing.files import csv

    encoded = csv.decide_encoding(path, encoding)
    name = encoded.encoding
    start = head.decode(name, errors="ignore").lstrip("\ufeff \t\r\n")
    if start.startswith(("[", "{")):
        from aftersales.importing.files import json_answers

        return [replace(records, sha256=encoded.sha256) for records in json_answers.read(path, name, timing)]
    if start.startswith("<"):
        page = start[:500].lower().startswith(("<!doctype html", "<html"))
        raise FileRefused(path, tr("this is a web page, not an export") if page else tr(NOT_OURS), tr(EXPORT_AGAIN))
    return csv.read(path, encoded, size, find)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _head(path: Path) -> tuple[bytes, int]:
    """The first bytes and the size of a file that can be read more than once."""
    info = path.stat()
    if stat.S_ISDIR(info.st_mode):
        raise FileRefused(path, tr("this is a folder"), tr("Name the CSV, XLSX or JSON files in it."))
    if not stat.S_ISREG(info.st_mode):
        # A file is read twice, for its encoding or extent first; a pipe can be read only once.
        raise FileRefused(path, tr("this is a pipe or a device, not a file"), tr("Save it to disk first."))
    if info.st_size == 0:
        raise FileRefused(path, tr("the file is empty"), tr(EXPORT_AGAIN))
    with path.open("rb") as file:
        return file.read(_HEAD), info.st_size
