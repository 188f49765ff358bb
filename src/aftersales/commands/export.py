"""`export`: the whole ledger as JSON Lines, or as tables for spreadsheets."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from aftersales.commandline import output_file
from aftersales.commandline.command import AppCommand, single
from aftersales.context.app import App
from aftersales.core.time.instants import iso
from aftersales.errors import FileRefused, UsageError
from aftersales.language import mark, tr, trn
from aftersales.rendering.fields.setup.export import EXPORT_FIELDS, ExportRow
from aftersales.rendering.fields.view import View

typer_app = single()

Target = Annotated[
    str,
    typer.Argument(
        metavar="[FILE]",
        help=mark("Where it goes: packed if the name ends in .gz; - is stdout, which is the default."),
    ),
]
OfShop = Annotated[str | None, typer.Option("--shop", metavar="SHOP", help=mark("Only this shop's data."))]
AsJson = Annotated[bool, typer.Option("--json", help=mark("Say in JSON what was written."))]
Force = Annotated[bool, typer.Option("--force", help=mark("Replace a file that is there."))]


class _ExportCommand(AppCommand):
    """The command names its own file, and has its own formats."""

    writes_file: ClassVar[bool] = False


@typer_app.command(cls=_ExportCommand)
def export(
    ctx: typer.Context,
    target: Target = output_file.STDOUT,
    shop: OfShop = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write out everything in the ledger: the facts, the log, and what was sent. `aftersales import` makes the same
    ledger of it again, on any computer.
    """
    app: App = ctx.obj
    path = output_file.file_of(target)
    if path is None and as_json:
        raise UsageError(tr("--json says what was written; with - the data themselves are on stdout. Name a file."))
    if path is not None:
        _refuse(app, path, force=force)
    _export_lines(app, path, shop, as_json=as_json)


def _export_lines(app: App, path: Path | None, shop: str | None, *, as_json: bool) -> None:
    """Write the whole ledger as JSON Lines."""
    from aftersales.actions.export import ledger_file
    from aftersales.rendering import formats

    with ledger_file.lines_of(app, shop, plain=path is None and not formats.is_utf8(sys.stdout)) as lines:
        for name in lines.additions:
            app.output.notice(tr("Left out: {name}. It is in the ledger, but aftersales did not make it.", name=name))
        if path is None:
            app.output.emit(lines.pieces())
            return
        size = ledger_file.write(app, path, lines.pieces())
        header = lines.header
    row = ExportRow(str(path.resolve()), "jsonl", iso(header.at), header.shop, header.rows, size)
    if as_json:
        app.output.emit_object(View(EXPORT_FIELDS, [row]), several=False)
        return
    orders, cases = (
        trn("{count} order", "{count} orders", header.rows["orders"]),
        trn("{count} case", "{count} cases", header.rows["cases"]),
    )
    app.output.notice(
        tr(
            "{path}: the whole ledger ({orders}, {cases}). It has your buyers' data. `aftersales import {path}` reads "
            "it into an empty ledger.",
            path=path,
            orders=orders,
            cases=cases,
        )
        if header.shop is None
        else tr(
            "{path}: everything of {shop} ({orders}, {cases}). It has your buyers' data. `aftersales import {path}` "
            "reads it into an empty ledger.",
            path=path,
            shop=header.shop,
            orders=orders,
            cases=cases,
        )
    )


def _refuse(app: App, path: Path, *, force: bool) -> None:
    """Raise FileRefused for a file that is not to be written: the program's own, or one that is there."""
    output_file.refuse_own(app, path)
    if not force and path.is_file() and os.path.lexists(path):
        raise FileRefused(path, tr("it is there already"), tr("Name another file, or replace it with --force."))
