"""`config list`: everything that is set."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from aftersales.actions.configuration import settings_list
from aftersales.commandline.options import Fields, FormatWithoutIds, Json
from aftersales.commands.config._keys import read_tables
from aftersales.context.app import App
from aftersales.language import mark, tr
from aftersales.rendering.documents.document import DocumentTable
from aftersales.rendering.fields import view
from aftersales.rendering.fields.setup.settings import SETTING_FIELDS
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES


def list_(
    ctx: typer.Context,
    origin: Annotated[bool, typer.Option("--origin", help=mark("In the table also where each comes from."))] = False,
    everything: Annotated[bool, typer.Option("--all", help=mark("Also what holds where nothing is set."))] = False,
    fields: Fields = None,
    form: FormatWithoutIds = None,
    as_json: Json = False,
) -> None:
    """List every setting: where the files are, and what the configuration and the environment say. A secret is never
    shown.
    """
    app: App = ctx.obj
    chosen = app.output.form(form, as_json, fields)
    rows = settings_list.settings_of(app, read_tables(app), defaults=everything)
    if chosen in PAGES and chosen != "table" and not fields:
        titles = [tr("setting"), tr("value"), tr("from"), tr("where")]
        app.output.table(DocumentTable(titles, [[row.key, row.value, row.origin, row.where] for row in rows]), chosen)
        return
    if chosen != "table":
        app.output.emit_view(View(view.chosen(SETTING_FIELDS, fields), rows), chosen)
        return
    from aftersales.rendering.terminal import console as terminal

    titles = [tr("setting"), tr("value"), *([tr("from"), tr("where")] if origin else [])]
    cells = [[row.key, row.value, *([row.origin, row.where] if origin else [])] for row in rows]
    entries = [[row.key, row.value, *([row.where or row.origin] if origin else [])] for row in rows]
    console = terminal.console(sys.stdout, color=app.output.color)
    terminal.table_or_lines(console, titles, cells, spare=(tr("where"),), entries=entries)
