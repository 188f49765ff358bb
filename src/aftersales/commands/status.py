"""`status`: each shop with its data's age, rules and counts."""

from __future__ import annotations

import sys
from zoneinfo import ZoneInfo

import typer

from aftersales import text
from aftersales.actions import due_list
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Format, Json
from aftersales.context.app import App
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.due_list import ShopData
from aftersales.language import tr
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.rendering.fields.lists import STATUS_FIELDS, StatusRow
from aftersales.rendering.fields.view import Section, View

typer_app = single()


@typer_app.command(cls=AppCommand)
def status(ctx: typer.Context, form: Format = None, as_json: Json = False) -> None:
    """The shops, how recent their data is, the rules they use, and how much is due in each."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    fresh = shop_queries.shop_data(app.ledger.current())
    shops = shop_queries.shops(app.ledger.current())
    rows = [_row(app, fresh, shop, market) for shop, (market, _) in shops.items()]
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        terminal.page(terminal.console(sys.stdout, color=app.output.color), [_section(r) for r in rows])
        app.output.notice(
            tr("Ledger: {ledger}\nConfiguration: {config}", ledger=app.settings.ledger, config=app.settings.config)
        )
    else:
        app.output.emit_view(View(STATUS_FIELDS, rows), chosen)


def _row(app: App, fresh: dict[str, ShopData], shop: str, market: str) -> StatusRow:
    shop_data = fresh[shop]
    ledger = app.ledger.current()
    actions = due_list.actions_due(ledger, app.now, urgency.DEFAULT_WITHIN, due_queries.Filters(shops=(shop,)), fresh)
    return StatusRow(
        shop=shop,
        market=market,
        policy=shop_data.policy,
        timezone=shop_data.zone,
        as_of=shop_data.as_of.astimezone(ZoneInfo(shop_data.zone)) if shop_data.as_of else None,
        stale=shop_data.as_of is not None and app.now - shop_data.as_of > urgency.STALE,
        open=shop_queries.open_cases(ledger, shop),
        overdue=sum(a.band == "overdue" for a in actions),
        today=sum(a.band == "today" for a in actions),
        soon=sum(a.band == "soon" for a in actions),
        unconfirmed=sum(not a.confirmed for a in actions),
    )


def _section(row: StatusRow) -> Section:
    as_of = text.moment(row.as_of) if row.as_of else tr("no after-sales data imported yet")
    if row.stale:
        as_of = tr("{as_of} (older than 24 h: import a new export)", as_of=as_of)
    bands = [(row.overdue, "overdue"), (row.today, "today"), (row.soon, "soon")]
    due = ", ".join(f"{count} {band}" for count, band in bands if count) or tr("nothing within two days")
    return Section(
        f"{row.shop} ({row.market})",
        [
            (tr("data as of"), as_of),
            ("due", due),
            (tr("open cases"), str(row.open)),
            (tr("not yet confirmed"), str(row.unconfirmed)),
            ("policy", tr("{policy}, times in {timezone}", policy=row.policy, timezone=row.timezone)),
        ],
    )
