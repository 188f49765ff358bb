"""`config costs import`: cost figures of many SKUs from a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from aftersales import text
from aftersales.actions.configuration import settings_list
from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commandline.options import Encoding, Json
from aftersales.context.app import App
from aftersales.core.modes import figures
from aftersales.errors import AftersalesError, FileRefused
from aftersales.importing.files import open as open_file
from aftersales.importing.files.table import Table
from aftersales.language import mark, tr, trn
from aftersales.rendering.fields.setup.config_file import COSTS_FIELDS, CostsImport
from aftersales.rendering.fields.view import View
from aftersales.settings.config_file import read_config
from aftersales.settings.write import change
from aftersales.toml import keys as toml_keys
from aftersales.toml.reader import Reader

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("What your goods cost you, by SKU."),
)  # fmt: skip
COLUMNS = ("sku", "landed_cost", "recovery", "returnable", "category")
_YES = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}


@typer_app.callback()
def group() -> None:
    """Figures of your SKUs: landed costs, and what can be resold."""


@typer_app.command("import", cls=AppCommand)
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=mark("CSV or XLSX: sku, landed_cost, recovery, returnable, category.")),
    ],
    encoding: Encoding = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=mark("Show what would be set; write nothing."))] = False,
    as_json: Json = False,
) -> None:
    """Set figures of SKUs from a file, one row each; an empty cell changes nothing. With any mistake nothing is
    written.
    """
    app: App = ctx.obj
    sheet = open_file.read_file(file, encoding)
    if not isinstance(sheet, Table):
        raise FileRefused(file, tr("it contains no table"), tr("Give a CSV or XLSX file with a column sku."))
    changes = _changes(sheet)
    config = app.settings.config
    before = read_config(config) if dry_run else change(config, changes, claim=app.claim)
    goods = len({path[1] for path in changes})
    if as_json:
        rows = [settings_list.change_of(config, path, before, value) for path, value in changes.items()]
        imported = CostsImport(str(file), str(config), goods, rows, dry_run)
        app.output.emit_object(View(COSTS_FIELDS, [imported]), several=False)
    skus = trn("{count} SKU", "{count} SKUs", goods)
    figures_set = trn("{count} figure", "{count} figures", len(changes))
    for guess in [] if encoding else sheet.guesses:
        app.output.notice(text.labelled(str(file), text.sentence(guess)))
    app.output.notice(
        tr("{skus}, {figures} set. (dry run: nothing written)", skus=skus, figures=figures_set)
        if dry_run
        else tr("{skus}, {figures} set.  ({file})", skus=skus, figures=figures_set, file=config)
    )


def _changes(sheet: Table) -> dict[tuple[str, ...], str]:
    """What the file sets, by path. Raises AftersalesError with every mistake in it."""
    reader = Reader(str(sheet.path))
    columns = _columns(reader, sheet)
    changes: dict[tuple[str, ...], str] = {}
    row_of_sku: dict[str, int] = {}
    for row, cells in sheet.rows():
        figures_of_row = {c: cells[n].strip() for c, n in columns.items() if n < len(cells) and cells[n].strip()}
        sku = figures_of_row.pop("sku", "")
        if not sku or text.plain(sku) != sku:
            reader.wrong(f"row {row}", tr("sku is empty") if not sku else tr("sku contains invisible characters"))
        elif sku in row_of_sku:
            reader.wrong(
                f"row {row}", tr("sku {sku} is already in row {first_row}", sku=sku, first_row=row_of_sku[sku])
            )
        else:
            row_of_sku[sku] = row
            changes |= {("skus", sku, key): value for key, value in _row(reader, row, figures_of_row)}
    _done(reader)
    if not changes:
        raise FileRefused(
            sheet.path, tr("no row sets a figure"), tr("Its columns are {columns}.", columns=text.listed(COLUMNS))
        )
    return changes


def _row(reader: Reader, row: int, figures_of_row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The figures of one row as TOML, after each was looked at as the configuration would."""
    for key, cell in figures_of_row.items():
        switch = _YES.get(cell.lower()) if key == "returnable" else None
        table = figures.parse_table(reader, f"row {row}", {key: switch == "true" if switch else cell})
        if key in table:
            number = key in (*figures.AMOUNTS, *figures.SHARES)
            yield key, switch or (cell if number else toml_keys.quoted(str(table[key])))


def _columns(reader: Reader, sheet: Table) -> dict[str, int]:
    """Which column is which. Raises AftersalesError for those that are not known or stand there twice."""
    names = [name.strip().lower().replace(" ", "_") for name in sheet.header]
    reader.keys(tr("the header"), dict.fromkeys(filter(None, names)), COLUMNS)
    for name in COLUMNS:
        if names.count(name) > 1:
            reader.wrong(tr("the header"), tr("{name} is there twice", name=name))
    if "sku" not in names:
        reader.wrong(
            tr("the header"), tr("there is no column sku; the columns are {columns}", columns=text.listed(COLUMNS))
        )
    _done(reader)
    return {name: n for n, name in enumerate(names) if name}


def _done(reader: Reader) -> None:
    if reader.mistakes:
        raise AftersalesError("\n".join([*reader.mistakes, tr("Nothing was written.")]))
