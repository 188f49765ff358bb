"""One worksheet of a workbook, and its header."""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from posixpath import join, normpath

from aftersales.errors import FileRefused
from aftersales.importing.files import spool
from aftersales.importing.files.header import FIRST_ROWS, FindHeader, Heading, NumberedRow, heading
from aftersales.importing.files.table import EXPORT_AGAIN, Progress, Table, os_error_phrases
from aftersales.importing.files.xlsx import rows, strings, styles
from aftersales.importing.files.xlsx.cells import EPOCH, EPOCH_1904, CellTexts
from aftersales.importing.files.xlsx.elements import Attributes, elements
from aftersales.importing.files.xlsx.rows import MisnumberedError, Worksheet
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple

_ORDERS_SHEET = "OrderSKUList"
_MB = 1 << 20
_LARGEST_SHEET = 4096 * _MB
_LARGEST_STRINGS = 128 * _MB  # they are all in memory, packed
_LARGEST_OTHER = 32 * _MB  # styles and the like
_MOST_SHEETS = 100
RESAVE = mark("Open it in a spreadsheet and save it again as .xlsx or CSV.")
_RESAVE_AND_CHECK = mark("Open it in a spreadsheet, check that no row is missing, and save it again as .xlsx or CSV.")
_AGAIN = mark("Download it again.")
_CSV = mark("Save the sheet as CSV and give that.")


class Parts(NamedTuple):
    """What is in a workbook: the name and the part of each sheet, the parts of its strings and styles where it has
    any, and whether it counts days from 1904, as old Macs did.
    """

    sheets: Sequence[tuple[str, str]]
    strings: str | None
    styles: str | None
    since_1904: bool


def read(path: Path, find: FindHeader | None = None) -> Table:
    """The first sheet with a header that `find` knows, the order sheet before others; else the first sheet.

    Raises FileRefused for a zip that is not a workbook, one cut short or locked, and a sheet of absurd size.
    """
    with _refusing(path), zipfile.ZipFile(path) as archive:
        _refuse_strangers(path, archive)
        _refuse_bombs(path, archive)
        parts = _parts(path, archive)
        texts = _texts(archive, parts)
        head = _headed(path, parts.sheets[0], texts, find)
        for sheet in parts.sheets[1:_MOST_SHEETS] if find is not None and not _is_known(head) else ():
            with suppress(FileRefused, MisnumberedError):
                if _is_known(other := _headed(path, sheet, texts, find)):
                    head = other
                    break
        (name, part), top = head
        size = archive.getinfo(part).file_size
    if top is None:
        raise FileRefused(path, tr("the sheet {name} is empty", name=name), tr(EXPORT_AGAIN))
    width = 0 if top.delimiter else len(top.names)

    def below(progress: Progress | None) -> Iterator[NumberedRow]:
        return top.below(_rows(path, (name, part), texts, progress, width))

    return Table(path, name, top.names, "", top.row, size, below)


class _HeadedSheet(NamedTuple):
    """A sheet, its name and its part, with its header; None for a sheet without text."""

    sheet: tuple[str, str]
    heading: Heading | None


def _is_known(sheet: _HeadedSheet) -> bool:
    return sheet.heading is not None and sheet.heading.known


def _headed(path: Path, sheet: tuple[str, str], texts: CellTexts, find: FindHeader | None) -> _HeadedSheet:
    numbered = _rows(path, sheet, texts, None)
    first = list(islice(numbered, FIRST_ROWS))
    numbered.close()
    return _HeadedSheet(sheet, heading(first, find) if first else None)


def _texts(archive: zipfile.ZipFile, parts: Parts) -> CellTexts:
    shared = strings.read(partial(archive.open, parts.strings)) if parts.strings else ()
    formats = b""
    if parts.styles:
        with archive.open(parts.styles) as stream:
            formats = styles.read(stream)
    return CellTexts(shared, formats, EPOCH_1904 if parts.since_1904 else EPOCH)


def _rows(
    path: Path, sheet: tuple[str, str], texts: CellTexts, progress: Progress | None, width: int = 0
) -> Generator[NumberedRow]:
    name, part = sheet
    with _refusing(path), zipfile.ZipFile(path) as archive:
        yield from rows.read(Worksheet(path, name, partial(archive.open, part), texts), progress, width)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Every error inside becomes a FileRefused with one sentence: a workbook can break in too many ways to list."""
    try:
        yield
    except FileRefused:
        raise
    except OSError as error:
        if error.errno in (None, errno.EINVAL):  # a seek to where a damaged zip points
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
        if size > _LARGEST_SHEET or spool.is_bomb(size, info.compress_size):
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


def _parts(path: Path, archive: zipfile.ZipFile) -> Parts:
    """The sheets to look at, the order sheet first, and what they need."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []
    others: dict[str, str] = {}
    since_1904 = False

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            kind, target = (
                attributes["Type"].rpartition("/")[2],
                normpath(join("/xl", attributes["Target"])).lstrip("/"),
            )
            if kind == "worksheet":
                targets[attributes["Id"]] = target
            elif kind in ("sharedStrings", "styles"):
                others[kind] = target

    def sheet(tag: str, attributes: Attributes) -> None:
        nonlocal since_1904
        if tag == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            if link in targets:
                sheets.append((attributes["name"], targets[link]))
        elif tag == "workbookPr":
            since_1904 = attributes.get("date1904", "0") in ("1", "true")

    with archive.open("xl/_rels/workbook.xml.rels") as part:
        elements(part, relation)
    with archive.open("xl/workbook.xml") as part:
        elements(part, sheet)
    if not sheets:
        raise FileRefused(path, tr("the workbook has no sheet with cells"), tr(EXPORT_AGAIN))
    sheets.sort(key=lambda pair: pair[0] != _ORDERS_SHEET)
    # Where a writer forgot to say where they are, they lie where all have them.
    usual = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
    names = set(archive.namelist())
    parts = {kind: next((n for n in (others.get(kind), name) if n in names), None) for kind, name in usual.items()}
    return Parts(sheets, parts["sharedStrings"], parts["styles"], since_1904)
