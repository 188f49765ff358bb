"""`export`: the whole ledger as JSON Lines, or as tables for spreadsheets."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from aftersales import user_input
from aftersales.commandline import output_file
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Redact, format_option
from aftersales.context.app import App
from aftersales.core.time.instants import iso
from aftersales.errors import FileRefused, UsageError
from aftersales.language import mark, tr
from aftersales.rendering.fields.setup.export import ExportRow
from aftersales.rendering.reports.data_files import export as export_report

typer_app = single()

LINES, CSV, XLSX = "jsonl", "csv", "xlsx"
_ONE_FILE_EACH = mark("CSV has a file for each subject: name a folder for them, or one subject, such as --only cases.")
# What a name may promise and nothing here writes.
_OTHERS = frozenset(
    {".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv", ".json", ".html", ".pdf", ".zip", ".db", ".sqlite"}
)
_SUFFIXES = {".jsonl": LINES, ".ndjson": LINES, ".csv": CSV, ".xlsx": XLSX}

Target = Annotated[
    str,
    typer.Argument(
        metavar="[FILE]",
        help=mark("Where it goes: a file, packed if its name ends in .gz; for CSV a folder; - is stdout (default)."),
    ),
]
ExportFormat = Annotated[str | None, format_option((LINES, CSV, XLSX))]
OfShop = Annotated[str | None, typer.Option("--shop", metavar="SHOP", help=mark("Only this shop's data."))]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="SHEETS", help=mark("CSV and XLSX: only these sheets, such as cases,money.")),
]
AsJson = Annotated[bool, typer.Option("--json", help=mark("Say in JSON what was written."))]
Force = Annotated[bool, typer.Option("--force", help=mark("Replace a file that is there."))]


class _ExportCommand(AppCommand):
    """The command names its own file, and has its own formats."""

    writes_file: ClassVar[bool] = False


@typer_app.command(cls=_ExportCommand)
def export(
    ctx: typer.Context,
    target: Target = output_file.STDOUT,
    form: ExportFormat = None,
    shop: OfShop = None,
    only: Only = None,
    force: Force = False,
    redact: Redact = False,
    as_json: AsJson = False,
) -> None:
    """Write out everything in the ledger: the facts, the log, and what was sent. `aftersales import` makes the same
    ledger of it again, on any computer. As CSV or XLSX it is for spreadsheets: cases, deadlines, orders, money, stock.
    """
    app: App = ctx.obj
    names = user_input.values(only or [])
    chosen = form or _form_of(target, only=bool(names))
    to_folder = chosen == CSV and len(names) != 1
    path = Path(target).expanduser() if to_folder and target != output_file.STDOUT else output_file.file_of(target)
    if path is None and as_json:
        raise UsageError(tr("--json says what was written; with - the data themselves are on stdout. Name a file."))
    if names and chosen == LINES:
        raise UsageError(tr("--only is for CSV and XLSX; JSON Lines has everything. Say --format csv or xlsx."))
    if to_folder and path is not None and path.suffix.lower() == ".csv" and not path.is_dir():
        raise UsageError(tr(_ONE_FILE_EACH))
    if path is not None and not to_folder:
        _refuse(app, path, force=force)
    if chosen == LINES:
        row = _write_lines(app, path, shop, redact=redact)
    else:
        row = _write_sheets(app, path, chosen, _Wanted(shop, names, force, redact))
    if row is not None:
        export_report.show(row, app.output, str(path), redacted=redact, as_json=as_json)


class _Wanted:
    """What of the sheets is wanted, and whether files that are there are replaced."""

    def __init__(self, shop: str | None, names: list[str], force: bool, redact: bool) -> None:
        self.shop, self.names, self.force, self.redact = shop, names, force, redact


def _form_of(target: str, *, only: bool) -> str:
    """The format where none is said: by the end of the file's name; a folder is for CSV. Raises UsageError."""
    if target.endswith(("/", os.sep)) or (target != output_file.STDOUT and Path(target).expanduser().is_dir()):
        return CSV
    suffix = Path(target.lower().removesuffix(".gz")).suffix
    if suffix in _OTHERS:
        raise UsageError(
            tr(
                "no format here is called {suffix}. Name a file such as ledger.jsonl or book.xlsx, a folder for CSV, "
                "or say --format.",
                suffix=suffix,
            )
        )
    by_name = _SUFFIXES.get(suffix)
    return by_name or (CSV if only else LINES)


def _write_lines(app: App, path: Path | None, shop: str | None, *, redact: bool) -> ExportRow | None:
    """Write the whole ledger as JSON Lines; returns what was written to a file."""
    from aftersales.actions.export import ledger_file
    from aftersales.rendering import formats

    plain = path is None and not formats.is_utf8(sys.stdout)
    with ledger_file.lines_of(app, shop, plain=plain, redact=redact) as lines:
        for name in lines.additions:
            app.output.notice(tr("Left out: {name}. It is in the ledger, but aftersales did not make it.", name=name))
        if path is None:
            app.output.emit(lines.pieces())
            return None
        size = ledger_file.write(app, path, lines.pieces())
        header = lines.header
    return ExportRow(str(path.resolve()), LINES, iso(header.at), header.shop, header.rows, size)


def _write_sheets(app: App, path: Path | None, form: str, wanted: _Wanted) -> ExportRow | None:
    """Write sheets for spreadsheets; returns what was written to files."""
    from aftersales.actions.export import spreadsheet
    from aftersales.rendering.spreadsheets import csv_file

    if path is None and (form == XLSX or len(wanted.names) != 1):
        raise UsageError(
            tr("a workbook is not text for stdout. Name a file, such as `aftersales export book.xlsx`.")
            if form == XLSX
            else tr(_ONE_FILE_EACH)
        )
    if wanted.redact:
        app.ledger.redact()
    with spreadsheet.sheets_of(app, wanted.shop, wanted.names) as sheets:
        if path is None:
            app.output.emit(csv_file.pieces(sheets.sheets[0]))
            return None
        if form == XLSX:
            size = spreadsheet.write_workbook(app, path, sheets)
        elif wanted.names and len(wanted.names) == 1:
            size = spreadsheet.write_csv(app, path, sheets)
        else:
            size = spreadsheet.write_folder(path, sheets, force=wanted.force)
    return ExportRow(str(path.resolve()), form, iso(app.now), wanted.shop, sheets.counts, size)


def _refuse(app: App, path: Path, *, force: bool) -> None:
    """Raise FileRefused for a file that is not to be written: the program's own, or one that is there."""
    output_file.refuse_own(app, path)
    if not force and path.is_file() and os.path.lexists(path):
        raise FileRefused(path, tr("it is there already"), tr("Name another file, or replace it with --force."))
