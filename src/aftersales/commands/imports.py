"""`imports`: past imports, and what each changed."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from aftersales.actions.imports.changed import past_imports
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import FormatWithoutIds, Json, ShopOption
from aftersales.context import display
from aftersales.context.app import App
from aftersales.language import mark, tr
from aftersales.ledger.queries import imports as import_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.rendering.documents.document import Document
from aftersales.rendering.fields.import_parts.past_imports import CHANGED_ROW_FIELDS, PAST_IMPORT_FIELDS
from aftersales.rendering.fields.view import Section, View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.pages.imports import past
from aftersales.user_input import SINCE

typer_app = single()


@typer_app.command(cls=AppCommand)
def imports(
    ctx: typer.Context,
    entry: Annotated[
        int | None,
        typer.Argument(
            metavar="[ENTRY]", min=1, max=1_000_000_000, help=mark("Only this one, with what it changed: its number.")
        ),
    ] = None,
    shop: ShopOption = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help=mark("Only imports since then, such as fri or 2d."))
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, max=1_000_000_000, help=mark("At most N (default 20)."))
    ] = 20,
    show_all: Annotated[
        bool, typer.Option("--all", help=mark("Of one import: every change, not only the first 20 of each kind."))
    ] = False,
    form: FormatWithoutIds = None,
    as_json: Json = False,
) -> None:
    """Past imports and syncs, newest first: when, by whom, which file, how many rows. With a number: what that one
    changed, case by case, and how to undo it.
    """
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    ledger = app.ledger.current()
    if entry is not None:
        _show_one(app, entry, chosen, whole=show_all)
        return
    named = shop_queries.shop_named(ledger, shop) if shop else None
    begins = None if since is None else app.times.read(since, "--since", display.place(app, named), SINCE)
    files = import_queries.past_imports(ledger, shop=named, since=begins, limit=limit)
    if not files:
        app.output.notice(tr("No import matches.") if named or begins else tr("Nothing was imported."))
    if chosen in PAGES:
        table = past.table(files, app.now.astimezone(display.zone(app)))
        app.output.table(table, chosen, table.titles[past.NEEDED :])
    else:
        app.output.emit_view(View(PAST_IMPORT_FIELDS, files), chosen)


def _show_one(app: App, entry: int, form: str, *, whole: bool) -> None:
    """Write what one import changed."""
    ledger = app.ledger.current()
    files, rows = past_imports.files_of(ledger, entry), past_imports.changes_of(ledger, entry)
    lines = past.lines(files, rows, display.zone(app), whole=whole)
    if form == "table":
        app.output.emit(f"{part}\n" for line in lines for part in app.output.fitted(line, sys.stdout))
    elif form in PAGES:
        app.output.document(Document(app.output.command, [Section("", (), list(lines))]), form)
    else:
        app.output.emit_view(View(CHANGED_ROW_FIELDS, rows), form)
