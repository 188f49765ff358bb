"""`due`: the morning list, narrowed as asked, and judged for --check."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions import due_list
from aftersales.actions.due_list import ListOptions
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.list_options import takes_list_options
from aftersales.commandline.options import Format, Json
from aftersales.context.app import App
from aftersales.language import mark
from aftersales.rendering.reports import due as due_report

typer_app = single()


@typer_app.command(cls=AppCommand)
@takes_list_options()
def due(
    ctx: typer.Context,
    options: ListOptions,
    check: Annotated[
        bool, typer.Option("--check", help=mark("Exit 3 when something is due today, 4 when overdue."))
    ] = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """What must be done now, by when, and what happens if it is not: what is overdue, or due within the horizon."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    report = due_list.report(app, due_list.request_of(app, options, count_later=chosen == "table"))
    due_report.show(report, app.output, chosen)
    if check:
        raise typer.Exit({"overdue": 4, "today": 3}.get(report.worst or "", 0))
