"""`status`: one line a shop, and all of them in one."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from aftersales.actions import shop_status
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Fields, FormatWithoutIds, Json
from aftersales.context import display
from aftersales.context.app import App
from aftersales.language import mark, tr
from aftersales.rendering.fields import view
from aftersales.rendering.fields.due import STATUS_FIELDS
from aftersales.rendering.reports import status as status_report

typer_app = single()

Short = Annotated[bool, typer.Option("--short", help=mark("All shops in a few words, for a shell prompt."))]
Next = Annotated[bool, typer.Option("--next", help=mark("Also the next case, and what to type."))]


@typer_app.command(cls=AppCommand)
def status(
    ctx: typer.Context,
    short: Short = False,
    next_: Next = False,
    fields: Fields = None,
    form: FormatWithoutIds = None,
    as_json: Json = False,
) -> None:
    """The shops: what is to do in each, what it costs to say nothing, and how recent their data are."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json, fields)
    shown = view.chosen(STATUS_FIELDS, fields)
    # A shop of the configuration has a ledger; that it is gone is not a beginning.
    if next_ and not os.path.lexists(app.settings.ledger) and not app.settings.shops:
        app.output.emit_text(
            f"{line}\n" for said in status_report.welcome() for line in app.output.fitted(said, sys.stdout)
        )
        return
    rows = shop_status.status_of(app)
    now = app.now.astimezone(display.zone(app))
    if next_:
        status_report.overview(rows, shop_status.next_case(app), now, app.output)
        return
    if short:
        app.output.emit_text([f"{status_report.short(rows, now)}\n"])
        return
    from aftersales.actions.claims import recovery  # lazy: a prompt has no room for it

    status_report.show(recovery.with_recovery(app, rows), app.output, chosen, now, shown)
    if chosen == "table":
        app.output.notice(
            tr("Ledger: {ledger}\nConfiguration: {config}", ledger=app.settings.ledger, config=app.settings.config)
        )
