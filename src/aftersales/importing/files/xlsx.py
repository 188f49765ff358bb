"""One worksheet of a workbook, its cells as text."""

from __future__ import annotations

import errno
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from posixpath import join, normpath
from typing import IO, Any, TypeVar

from aftersales.errors import FileRefused
from aftersales.importing.files.table import EXPORT_AGAIN, NumberCell, Progress, Table, os_error_phrases
from aftersales.importing.files.xlsx_extent import Extent, MisnumberedError, elements, measure
from aftersales.language import tr

_ORDERS_SHEET = "OrderSKUList"
_MB = 1 << 20
_LARGEST_SHEET = 4096 * _MB
_LARGEST_STRINGS = 128 * _MB  # openpyxl holds them all, at about four times the size
_LARGEST_OTHER = 32 * _MB  # styles and the like, parsed whole
_BOMB, _BOMB_RATIO = 256 * _MB, 500
_MOST_COLUMNS, _MOST_ROWS = 2_000, 1_048_576
_SPARSE_AREA, _SPARSE = 1_000_000, 1_000
_BATCH = 256
_RESAVE = tr("Open it in a spreadsheet and save it again as .xlsx or CSV.")
_RESAVE_AND_CHECK = tr("Open it in a spreadsheet, check that no row is missing, and save it again as .xlsx or CSV.")
_AGAIN = tr("Download it again.")
_CSV = tr("Save the sheet as CSV and give that.")
_T = TypeVar("_T")
_ESCAPED = re.compile("_x00([01][0-9A-Fa-f])_")


def read(path: Path) -> Table:
    """The order sheet of a workbook, or its first sheet.

    Raises FileRefused for a zip that is no workbook, one cut short or locked, and a sheet of absurd size.
    """
    with _refusing(path), zipfile.ZipFile(path) as archive:
        _refuse_strangers(path, archive)
        _refuse_bombs(path, archive)
        name, part = _choose(path, archive)
        extent = measure(partial(archive.open, part))
    _refuse_absurd(path, name, extent)
    rows = partial(_rows, path, name, extent.rows)
    first = rows(None)
    header_row, header = next(first, (0, []))
    first.close()
    if not header_row:
        raise FileRefused(path, tr("the sheet {name} is empty", name=name), _RESAVE if extent.cells else EXPORT_AGAIN)
    names = tuple(cell.strip() for cell in header)

    def below(progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        return islice(rows(progress, len(names)), 1, None)

    return Table(path, name, names, "", header_row, extent.rows, below)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Every error inside becomes a FileRefused with one sentence: a workbook can break in too many ways to list."""
    try:
        yield
    except FileRefused:
        raise
    except OSError as error:
        if error.errno in (None, errno.EINVAL):  # openpyxl's own, or a seek to where a damaged zip points
            raise FileRefused(path, tr("the file is cut short or damaged"), _AGAIN) from error
        raise FileRefused(path, *os_error_phrases(error)) from error
    except MisnumberedError as error:
        raise FileRefused(path, str(error), _RESAVE_AND_CHECK) from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FileRefused(path, tr("the file is cut short or damaged"), _AGAIN) from error
    except MemoryError as error:
        raise FileRefused(path, tr("the workbook is too large for this computer's memory"), _CSV) from error
    except Exception as error:
        raise FileRefused(path, tr("the workbook is damaged or written in an unusual way"), _RESAVE) from error


def _refuse_strangers(path: Path, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise FileRefused(path, tr("this is a binary workbook (.xlsb)"), tr("Save it as .xlsx or CSV."))
    if "xl/workbook.xml" in names:
        return
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:100]:
        raise FileRefused(path, tr("this is an OpenDocument spreadsheet"), tr("Save it as .xlsx or CSV."))
    what = tr("this is a zip archive, not a workbook") if names else tr("this is an empty zip archive")
    raise FileRefused(path, what, tr("Unpack it and give the files inside.") if names else EXPORT_AGAIN)


def _refuse_bombs(path: Path, archive: zipfile.ZipFile) -> None:
    # The stated size can be trusted, because zipfile reads no further than it.
    for info in archive.infolist():
        size, name = info.file_size, info.filename
        if info.flag_bits & 1:
            raise FileRefused(path, tr("the file is locked with a password"), tr("Save it without one."))
        if size > _LARGEST_SHEET or (size > _BOMB and size > _BOMB_RATIO * info.compress_size):
            raise FileRefused(
                path, tr("the workbook unpacks to {size:,} MB, which is too much", size=size // _MB), _CSV
            )
        if name.lower().endswith("sharedstrings.xml"):
            if size > _LARGEST_STRINGS:
                raise FileRefused(
                    path, tr("the workbook holds {size:,} MB of text, too much to read", size=size // _MB), _CSV
                )
        elif name.endswith((".xml", ".rels")) and "/worksheets/" not in name and size > _LARGEST_OTHER:
            raise FileRefused(path, tr("the workbook holds {size:,} MB besides its cells", size=size // _MB), _CSV)


def _choose(path: Path, archive: zipfile.ZipFile) -> tuple[str, str]:
    """The name of the sheet to read and its part in the archive."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes["Type"].endswith("/worksheet"):
            targets[attributes["Id"]] = normpath(join("/xl", attributes["Target"])).lstrip("/")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            if link in targets:
                sheets.append((attributes["name"], targets[link]))

    with archive.open("xl/_rels/workbook.xml.rels") as part:
        elements(part, relation)
    with archive.open("xl/workbook.xml") as part:
        elements(part, sheet)
    if not sheets:
        raise FileRefused(path, tr("the workbook has no sheet with cells"), EXPORT_AGAIN)
    return next((pair for pair in sheets if pair[0] == _ORDERS_SHEET), sheets[0])


def _refuse_absurd(path: Path, name: str, extent: Extent) -> None:
    stray = tr("Delete the empty rows and columns around the table, or save the sheet as CSV and give that.")
    if extent.columns > _MOST_COLUMNS:
        raise FileRefused(
            path, tr("the sheet {name} says that it has {columns:,} columns", name=name, columns=extent.columns), stray
        )
    if extent.rows > _MOST_ROWS:
        raise FileRefused(
            path, tr("the sheet {name} says that it has {rows:,} rows", name=name, rows=extent.rows), stray
        )
    area = extent.rows * extent.columns
    if area > _SPARSE_AREA and area > _SPARSE * extent.cells:
        what = tr(
            "the sheet {name} has only {cells:,} cells, spread over {rows:,} rows and {columns:,} columns",
            name=name,
            cells=extent.cells,
            rows=extent.rows,
            columns=extent.columns,
        )
        raise FileRefused(path, what, stray)


def _rows(
    path: Path, name: str, total: int, progress: Progress | None, width: int = 0
) -> Generator[tuple[int, list[str]]]:
    """The rows that are not blank, each with its number and at least `width` cells as text."""
    number = 0
    with _refusing(path), path.open("rb") as file, _workbook(file) as workbook:
        for number, values in _all_rows(workbook[name], progress):
            if cells := _cells(values, width):
                yield number, cells
        if number < total:
            # openpyxl must read as many rows as were counted, or rows would be lost without a word.
            raise FileRefused(
                path,
                tr(
                    "only {number:,} of {total:,} rows of the sheet {name} can be read",
                    number=number,
                    total=total,
                    name=name,
                ),
                _RESAVE,
            )


def _all_rows(sheet: Any, progress: Progress | None) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The values of every row, with its number."""
    sheet.reset_dimensions()  # exports state A1:A1, and openpyxl would stop there
    rows, number = sheet.iter_rows(values_only=True), 0
    while batch := _quietly(lambda: list(islice(rows, _BATCH))):
        yield from enumerate(batch, number + 1)
        number += len(batch)
        if progress is not None:
            progress(number)


def _cells(values: tuple[Any, ...], width: int) -> list[str]:
    """A row's cells as text, without blank ones beyond `width`; no cells for a blank row."""
    cells = [v if type(v) is str and "_x" not in v else _text(v) for v in values]
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    return cells + [""] * (width - len(cells)) if any(map(str.strip, cells)) else []


@contextmanager
def _workbook(file: IO[bytes]) -> Iterator[Any]:
    # lazy: costs 150 ms, and only a workbook that was not refused needs it
    import openpyxl

    # openpyxl is given an open file, because it judges a path by its extension.
    workbook = _quietly(lambda: openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False))
    try:
        yield workbook
    finally:
        workbook.close()


def _quietly(work: Callable[[], _T]) -> _T:
    """Run without openpyxl's warnings about styles and extensions that it does not know."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
        return work()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return NumberCell(value)
    if isinstance(value, float):
        return NumberCell(_float(value))
    if isinstance(value, datetime):
        # A time is stored as a fraction of a day, so that seconds are slightly wrong without rounding.
        return (value + timedelta(milliseconds=500)).strftime("%Y-%m-%d %H:%M:%S")
    return str(value)  # a date, a time of day, a length of time


def _float(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    # A float of more than 15 digits is not exact. The exponent shows that.
    text = f"{Decimal(repr(value)).normalize():E}" if abs(value) >= 1e15 else repr(value)
    return text.upper()
