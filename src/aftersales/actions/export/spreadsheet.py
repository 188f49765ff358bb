"""The ledger as sheets, one a subject, for spreadsheets."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from aftersales import file_writer
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.errors import FileRefused
from aftersales.language import tr
from aftersales.ledger import sqlite
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.transfer import sheets as sheet_queries
from aftersales.processes.termination import unwinding
from aftersales.rendering.fields.ledger_tables.sheets import SHEETS
from aftersales.rendering.fields.ledger_tables.table_meaning import UNITS, ColumnMeaning
from aftersales.rendering.spreadsheets import csv_file, workbook
from aftersales.rendering.spreadsheets.sheet import AMOUNT, ID, NUMBER, TEXT, TIME, Sheet, SheetColumn

ABOUT = "about"  # the sheet that explains the others
_HOLDS = {"text": TEXT, "digits": ID, "number": NUMBER, "yes": NUMBER, "major": AMOUNT, "local": TIME}


class LedgerSheets:
    """The sheets of a ledger, `counts` filled while they are written. They are read while the caller keeps one state of
    the ledger.
    """

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.counts: dict[str, int] = {}
        self.sheets = [sheet._replace(rows=self._counted(sheet)) for sheet in sheets]

    def _counted(self, sheet: Sheet) -> Iterator[Sequence[Any]]:
        self.counts[sheet.name] = 0
        for row in sheet.rows:
            self.counts[sheet.name] += 1
            yield row


@contextmanager
def sheets_of(app: App, shop: str | None = None, only: Sequence[str] = ()) -> Iterator[LedgerSheets]:
    """The sheets of the ledger, of one shop or of all, as of now; those that are named, or all with one that explains
    them. Raises UsageError and ConfigError.
    """
    names = [choices.one_of("--only", name, list(SHEETS)) for name in only]
    ledger = app.ledger.current()
    with sqlite.one_state(ledger):
        named = None if shop is None else shop_queries.shop_named(ledger, shop)
        sheets = [
            Sheet(name, _columns(SHEETS[name].columns), sheet_queries.rows(ledger, name, app.now, named))
            for name in names or SHEETS
        ]
        yield LedgerSheets(sheets if names else [_about(), *sheets])


def _columns(columns: Mapping[str, ColumnMeaning]) -> list[SheetColumn]:
    return [SheetColumn(name, _HOLDS[column.unit], column.meaning) for name, column in columns.items()]


def _about() -> Sheet:
    """What each sheet and column is, in the language of the run."""
    rows = [
        row
        for name, sheet in SHEETS.items()
        for row in (
            (name, None, None, tr(sheet.about)),
            *((name, column, tr(UNITS[unit]), tr(said)) for column, (unit, said) in sheet.columns.items()),
        )
    ]
    return Sheet(ABOUT, [SheetColumn(name, TEXT) for name in ("sheet", "column", "holds", "meaning")], rows)


def write_workbook(app: App, path: Path, sheets: LedgerSheets) -> int:
    """Write an XLSX workbook, wholly or not, for its owner only. Returns its size in bytes. Raises FileRefused and
    ConfigError.
    """
    with file_writer.reserved(path, app.claim) as real:
        with file_writer.streamed(real) as file:
            workbook.write(file, sheets.sheets)
        return real.stat().st_size


def write_csv(app: App, path: Path, sheets: LedgerSheets) -> int:
    """Write the only sheet as a CSV file, likewise."""
    (sheet,) = sheets.sheets
    with file_writer.reserved(path, app.claim) as real:
        with file_writer.streamed(real) as file:
            file.writelines(piece.encode() for piece in csv_file.pieces(sheet))
        return real.stat().st_size


def write_folder(folder: Path, sheets: LedgerSheets, *, force: bool) -> int:
    """Write a CSV file for each sheet into a folder, which is made where it is not there: no file of it is replaced
    before all are written. Returns their size in bytes. Raises FileRefused.
    """
    if folder.exists() and not folder.is_dir():
        raise FileRefused(folder, tr("it is a file"), tr("CSV has a file for each subject: name a folder for them."))
    targets = [folder / f"{sheet.name}.csv" for sheet in sheets.sheets]
    if not force and (there := next((target for target in targets if os.path.lexists(target)), None)):
        raise FileRefused(
            there, tr("it is there already"), tr("Name another folder, or replace its files with --force.")
        )
    made = not folder.exists()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with unwinding(), tempfile.TemporaryDirectory(dir=folder, prefix=".export-") as draft:
            for sheet, target in zip(sheets.sheets, targets, strict=True):
                _fill(Path(draft) / target.name, csv_file.pieces(sheet))
            for target in targets:
                (Path(draft) / target.name).replace(target)
        return sum(target.stat().st_size for target in targets)
    except OSError as error:
        raise FileRefused(folder, tr("it can't be written ({reason})", reason=file_writer.reason(error))) from None
    finally:
        if made:
            with suppress(OSError):  # one with files in it stays
                folder.rmdir()


def _fill(path: Path, pieces: Iterator[str]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.writelines(piece.encode() for piece in pieces)
        file.flush()
        os.fsync(file.fileno())
