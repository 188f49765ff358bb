"""The rows of a worksheet, their cells as text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, TypeVar

from aftersales.errors import FileRefused
from aftersales.importing.files.table import NumberCell, Progress
from aftersales.importing.files.xlsx_extent import Extent
from aftersales.language import mark, tr

_BATCH = 256
RESAVE = mark("Open it in a spreadsheet and save it again as .xlsx or CSV.")
_T = TypeVar("_T")
_ESCAPED = re.compile("_x00([01][0-9A-Fa-f])_")


def read(
    path: Path, name: str, extent: Extent, progress: Progress | None, width: int = 0
) -> Generator[tuple[int, list[str]]]:
    """The rows of a sheet that are not blank, each with its number and at least `width` cells as text.

    Raises what openpyxl raises, and FileRefused where it reads fewer rows than `extent` has.
    """
    number, total = 0, extent.rows
    with path.open("rb") as file, _workbook(file) as workbook:
        every = _rows_by_reference if extent.by_reference else _all_rows
        for number, values in every(workbook[name], progress):
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
                tr(RESAVE),
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


def _rows_by_reference(sheet: Any, progress: Progress | None) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The values of every row by the places that the cells state, with its number.

    openpyxl's read-only sheet goes by the numbers of the rows, and would keep the first one only. Its parser gives
    each cell with its own place, in bounded memory.
    """
    from openpyxl.worksheet._reader import WorkSheetParser  # lazy: as openpyxl itself

    book = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        cells = (cell for _, row in _quiet_steps(parser.parse()) for cell in row)
        for number, row in groupby(cells, itemgetter("row")):
            values = {cell["column"]: cell["value"] for cell in row}
            yield number, tuple(values.get(column) for column in range(1, max(values) + 1))
            if progress is not None and not number % _BATCH:
                progress(number)


def _quiet_steps(steps: Iterator[_T]) -> Iterator[_T]:
    """The same steps, each without openpyxl's warnings."""
    while batch := _quietly(lambda: list(islice(steps, _BATCH))):
        yield from batch


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
