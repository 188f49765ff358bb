"""One worksheet of a workbook, its cells as text."""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from posixpath import join, normpath

from aftersales.errors import FileRefused
from aftersales.importing.files import xlsx_rows
from aftersales.importing.files.header import FIRST_ROWS, FindHeader, Heading, heading
from aftersales.importing.files.table import EXPORT_AGAIN, Progress, Table, os_error_phrases
from aftersales.importing.files.xlsx_extent import Extent, MisnumberedError, elements, measure
from aftersales.importing.files.xlsx_rows import RESAVE
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple

_ORDERS_SHEET = "OrderSKUList"
_MB = 1 << 20
_LARGEST_SHEET = 4096 * _MB
_LARGEST_STRINGS = 128 * _MB  # openpyxl holds them all, at about four times the size
_LARGEST_OTHER = 32 * _MB  # styles and the like, parsed whole
_BOMB, _BOMB_RATIO = 256 * _MB, 500
_MOST_COLUMNS, _MOST_ROWS = 2_000, 1_048_576
_SPARSE_AREA, _SPARSE = 1_000_000, 1_000
_RESAVE_AND_CHECK = mark("Open it in a spreadsheet, check that no row is missing, and save it again as .xlsx or CSV.")
_AGAIN = mark("Download it again.")
_CSV = mark("Save the sheet as CSV and give that.")


def read(path: Path, find: FindHeader | None = None) -> Table:
    """The first sheet with a header that `find` knows, the order sheet before others; else the first sheet.

    Raises FileRefused for a zip that is no workbook, one cut short or locked, and a sheet of absurd size.
    """
    with _refusing(path), zipfile.ZipFile(path) as archive:
        _refuse_strangers(path, archive)
        _refuse_bombs(path, archive)
        sheets = _sheets(path, archive)
        head = _headed(path, archive, sheets[0], find)
        for sheet in sheets[1:] if find is not None and not _is_known(head) else ():
            with suppress(FileRefused, MisnumberedError):
                if _is_known(other := _headed(path, archive, sheet, find)):
                    head = other
                    break
    name, extent, top = head
    if top is None:
        raise FileRefused(
            path, tr("the sheet {name} is empty", name=name), tr(RESAVE) if extent.cells else tr(EXPORT_AGAIN)
        )
    width = 0 if top.delimiter else len(top.names)

    def below(progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        return top.below(_rows(path, name, extent, progress, width))

    return Table(path, name, top.names, "", top.row, extent.rows, below)


class _HeadedSheet(NamedTuple):
    """A sheet with its extent and its header; None for a sheet without text."""

    name: str
    extent: Extent
    heading: Heading | None


def _is_known(sheet: _HeadedSheet) -> bool:
    return sheet.heading is not None and sheet.heading.known


def _headed(path: Path, archive: zipfile.ZipFile, sheet: tuple[str, str], find: FindHeader | None) -> _HeadedSheet:
    name, part = sheet
    extent = measure(partial(archive.open, part))
    _refuse_absurd(path, name, extent)
    rows = _rows(path, name, extent, None)
    first = list(islice(rows, FIRST_ROWS))
    rows.close()
    return _HeadedSheet(name, extent, heading(first, find) if first else None)


def _rows(
    path: Path, name: str, extent: Extent, progress: Progress | None, width: int = 0
) -> Generator[tuple[int, list[str]]]:
    with _refusing(path):
        yield from xlsx_rows.read(path, name, extent, progress, width)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Every error inside becomes a FileRefused with one sentence: a workbook can break in too many ways to list."""
    try:
        yield
    except FileRefused:
        raise
    except OSError as error:
        if error.errno in (None, errno.EINVAL):  # openpyxl's own, or a seek to where a damaged zip points
            raise FileRefused(path, tr("the file is cut short or damaged"), tr(_AGAIN)) from error
        raise FileRefused(path, *os_error_phrases(error)) from error
    except MisnumberedError as error:
        raise FileRefused(path, str(error), tr(_RESAVE_AND_CHECK)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FileRefused(path, tr("the file is cut short or damaged"), tr(_AGAIN)) from error
    except MemoryError as error:
        raise FileRefused(path, tr("the workbook is too large for this computer's memory"), tr(_CSV)) from error
    except Exception as error:
        raise FileRefused(path, tr("the workbook is damaged or written in an unusual way"), tr(RESAVE)) from error


def _refuse_strangers(path: Path, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise FileRefused(path, tr("this is a binary workbook (.xlsb)"), tr("Save it as .xlsx or CSV."))
    if "xl/workbook.xml" in names:
        return
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:100]:
        raise FileRefused(path, tr("this is an OpenDocument spreadsheet"), tr("Save it as .xlsx or CSV."))
    what = tr("this is a zip archive, not a workbook") if names else tr("this is an empty zip archive")
    raise FileRefused(path, what, tr("Unpack it and give the files inside.") if names else tr(EXPORT_AGAIN))


def _refuse_bombs(path: Path, archive: zipfile.ZipFile) -> None:
    # The stated size can be trusted, because zipfile reads no further than it.
    for info in archive.infolist():
        size, name = info.file_size, info.filename
        if info.flag_bits & 1:
            raise FileRefused(path, tr("the file is locked with a password"), tr("Save it without one."))
        if size > _LARGEST_SHEET or (size > _BOMB and size > _BOMB_RATIO * info.compress_size):
            raise FileRefused(
                path, tr("the workbook unpacks to {size:,} MB, which is too much", size=size // _MB), tr(_CSV)
            )
        if name.lower().endswith("sharedstrings.xml"):
            if size > _LARGEST_STRINGS:
                raise FileRefused(
                    path, tr("the workbook holds {size:,} MB of text, too much to read", size=size // _MB), tr(_CSV)
                )
        elif name.endswith((".xml", ".rels")) and "/worksheets/" not in name and size > _LARGEST_OTHER:
            raise FileRefused(path, tr("the workbook holds {size:,} MB besides its cells", size=size // _MB), tr(_CSV))


def _sheets(path: Path, archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The sheets to look at, the order sheet first: the name of each, and its part in the archive."""
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
        raise FileRefused(path, tr("the workbook has no sheet with cells"), tr(EXPORT_AGAIN))
    return sorted(sheets, key=lambda pair: pair[0] != _ORDERS_SHEET)


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
