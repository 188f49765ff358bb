"""`due`: the morning list, narrowed as asked, and judged for --check."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions import due_list
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import (
    DutyOption,
    Everything,
    Format,
    Json,
    KindOption,
    MarketOption,
    ShopOption,
    Snoozed,
    Within,
)
from aftersales.context.app import App
from aftersales.language import tr
from aftersales.rendering.reports import due as due_report

typer_app = single()


@typer_app.command(cls=AppCommand)
def due(
    ctx: typer.Context,
    within: Within = None,
    everything: Everything = False,
    shop: ShopOption = None,
    market: MarketOption = None,
    kind: KindOption = None,
    owner: Annotated[
        str, typer.Option("--owner", metavar="OWNER", help=tr("seller, buyer, platform or any."))
    ] = "seller",
    duty: DutyOption = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=0, max=1_000_000_000, help=tr("At most N lines.")),
    ] = None,
    snoozed: Snoozed = False,
    check: Annotated[
        bool, typer.Option("--check", help=tr("Exit 3 when something is due today, 4 when overdue."))
    ] = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """What must be done now, by when, and what happens if it is not: what is overdue, or due within the horizon."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    filters = due_list.filters_of(app, shop, market, kind, owner, duty)
    horizon = due_list.horizon(within, everything=everything)
    request = due_list.DueRequest(filters, horizon, limit, snoozed, count_later=chosen == "table")
    report = due_list.report(app, request)
    due_report.show(report, app.output, chosen)
    if check:
        raise typer.Exit({"overdue": 4, "today": 3}.get(report.worst or "", 0))
