"""A sheet as CSV that spreadsheets open as it is meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from aftersales import text
from aftersales.rendering.spreadsheets.sheet import ID, TEXT, Sheet

BOM = "\ufeff"  # without it, Excel takes UTF-8 for something else
_BATCH = 2_000  # rows that are in memory at once
# A spreadsheet takes digits for a number: from the twelfth on it shows them as 5.76E+17, from the sixteenth on they are
# lost, and so is a zero in front. A tab behind them makes them text, as in the platform's own exports.
_SHORT = 11


def pieces(sheet: Sheet) -> Iterator[str]:
    """The file in pieces: titles, then a line for each row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in sheet.columns])
    yield BOM + buffer.getvalue()
    holds = [column.holds for column in sheet.columns]
    buffer.seek(0)
    buffer.truncate()
    for number, row in enumerate(sheet.rows, 1):
        writer.writerow([_cell(value, kind) for value, kind in zip(row, holds, strict=True)])
        if number % _BATCH == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _cell(value: object, holds: str) -> object:
    if not isinstance(value, str):
        return f"{value:.2f}" if isinstance(value, float) else value  # the writer leaves the cell of None empty
    if holds in (ID, TEXT):
        cell = text.no_formula(text.plain(value))
        return f"{cell}\t" if _is_number(cell) else cell
    return value


def _is_number(cell: str) -> bool:
    """Whether a spreadsheet would lose something of a text that it takes for a number."""
    return cell.isascii() and cell.isdigit() and (len(cell) > _SHORT or (cell[0] == "0" and len(cell) > 1))
