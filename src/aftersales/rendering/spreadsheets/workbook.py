"""Sheets as one XLSX workbook, written row by row."""

# By hand, since a ledger has millions of cells: openpyxl needs ten times as long for them. Only what Excel, LibreOffice
# and others need is written. Texts stand in their cells as texts, so that no formula is one and no digit is lost.

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO
from xml.sax.saxutils import escape

from aftersales import text
from aftersales.rendering.spreadsheets.sheet import AMOUNT, ID, NUMBER, TIME, Sheet, SheetColumn

_MOST_ROWS = 1_048_576  # of a sheet, titles included
_LONGEST = 32_767  # characters of a cell
_BATCH = 2_000  # rows that are in memory at once
_STRENGTH = 3  # of 9
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a workbook knows no zones)
_WIDTHS = {ID: 21, TIME: 19, AMOUNT: 11, NUMBER: 9}
_TEXT_WIDTH = 18
# The numbers of the cell styles in `_STYLES`.
_PLAIN, _TITLE, _DATE, _MONEY, _AS_TEXT = range(5)
_OF_HOLDS = {ID: _AS_TEXT, TIME: _DATE, AMOUNT: _MONEY}

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FONT = '<sz val="11"/><name val="Calibri"/>'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/>'
    '<xf numFmtId="49" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def write(file: BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Write a workbook of these sheets. One with more rows than a sheet can have goes on in another. Raises OSError."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_STRENGTH) as archive:
        names = [name for sheet in sheets for name in _write_sheet(archive, sheet, len(archive.namelist()))]
        _write_rest(archive, names)


def _write_sheet(archive: zipfile.ZipFile, sheet: Sheet, before: int) -> Iterator[str]:
    """Write one sheet, on as many pages as it needs; yields the name of each."""
    rows = iter(sheet.rows)
    row = next(rows, None)
    page = 0
    while page == 0 or row is not None:
        page += 1
        with archive.open(f"xl/worksheets/sheet{before + page}.xml", "w", force_zip64=True) as part:
            part.write(_start(sheet.columns).encode())
            number, lines = 2, list[str]()
            while row is not None and number <= _MOST_ROWS:
                lines.append(_row(number, row, sheet.columns))
                if len(lines) == _BATCH:
                    part.write("".join(lines).encode())
                    lines.clear()
                number, row = number + 1, next(rows, None)
            part.write("".join(lines).encode())
            part.write(_end(sheet.columns, number - 1).encode())
        yield sheet.name if page == 1 else f"{sheet.name} {page}"


def _start(columns: Sequence[SheetColumn]) -> str:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{max(_WIDTHS.get(column.holds, _TEXT_WIDTH), len(column.name) + 3)}" '
        f'customWidth="1"{_style(column)}/>'
        for place, column in enumerate(columns, 1)
    )
    titles = "".join(_text_cell(column.name, _TITLE) for column in columns)
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData><row r="1">{titles}</row>'
    )


def _style(column: SheetColumn) -> str:
    """What is typed into a column of ids later is text too."""
    return f' style="{_AS_TEXT}"' if column.holds == ID else ""


def _end(columns: Sequence[SheetColumn], last: int) -> str:
    area = f"A1:{_letters(len(columns))}{max(last, 2)}"
    return (
        f'</sheetData><autoFilter ref="{area}"/>'
        f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )


def _letters(number: int) -> str:
    """The letters of a column, from 1 for A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _row(number: int, row: Sequence[object], columns: Sequence[SheetColumn]) -> str:
    cells = "".join(_cell(value, column.holds) for value, column in zip(row, columns, strict=True))
    return f'<row r="{number}">{cells}</row>'


def _cell(value: object, holds: str) -> str:
    style = _OF_HOLDS.get(holds, _PLAIN)
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        if holds != TIME:
            return _text_cell(value, style)
        value = _serial(value)
    return f'<c s="{style}"><v>{value}</v></c>'


def _serial(local: str) -> float:
    """A local time as the days since the epoch of workbooks."""
    days = datetime.fromisoformat(local) - _EPOCH
    return round(days.days + days.seconds / 86_400, 10)


def _text_cell(value: str, style: int) -> str:
    return f'<c t="inlineStr" s="{style}"><is><t>{_escaped(value)}</t></is></c>'


def _escaped(value: str) -> str:
    cell = text.plain(value)
    if len(cell) > _LONGEST:
        cell = cell[: _LONGEST - 1] + "…"
    if "_x" in cell:  # which would stand for a character
        cell = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", cell)
    return escape(cell)


def _write_rest(archive: zipfile.ZipFile, names: Sequence[str]) -> None:
    """What makes a workbook of the sheets: their names and places, and the styles."""
    sheets = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KINDS}.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    style = f'<Relationship Id="rId{len(names) + 1}" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    files = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}{style}</Relationships>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KINDS}.styles+xml"/>{parts}</Types>',
    }
    archive.writestr("xl/styles.xml", _STYLES)
    for name, xml in files.items():
        archive.writestr(name, _HEAD + xml)
