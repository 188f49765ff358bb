"""`notify list`: who is warned, by what, and of what."""

from __future__ import annotations

import typer

from aftersales.actions.notify import receiver_list, receivers
from aftersales.commandline.options import FormatWithoutIds, Json
from aftersales.context import extras
from aftersales.context.app import App
from aftersales.rendering.reports import notify as notify_report


def list_(ctx: typer.Context, form: FormatWithoutIds = None, as_json: Json = False) -> None:
    """Every receiver: the service, where its address is kept, and which warnings it gets."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    extras.require("notify")
    rows = receiver_list.rows(app, receivers.directory(app))
    notify_report.show_receivers(rows, app.output, chosen)
