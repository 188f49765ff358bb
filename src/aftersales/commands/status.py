"""`status`: each shop with its data's age, rules and counts."""

from __future__ import annotations

import sys
from typing import Any
from zoneinfo import ZoneInfo

import typer

from aftersales import text
from aftersales.actions import due_list
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Format, Json
from aftersales.context.app import App
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.due_list import ShopData
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.rendering.fields.lists import STATUS_FIELDS
from aftersales.rendering.fields.view import Section, View

typer_app = single()


@typer_app.command(cls=AppCommand)
def status(ctx: typer.Context, form: Format = None, as_json: Json = False) -> None:
    """The shops, how fresh their data are, the rules they work under, and how much is due in each."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    fresh = shop_queries.shop_data(app.ledger.current())
    shops = shop_queries.shops(app.ledger.current())
    rows = [_row(app, fresh, shop, market) for shop, (market, _) in shops.items()]
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        terminal.page(terminal.console(sys.stdout, color=app.output.color), [_section(r) for r in rows])
        app.output.notice(f"Ledger: {app.settings.ledger}\nConfiguration: {app.settings.config}")
    else:
        app.output.emit_view(View(STATUS_FIELDS, rows), chosen)


def _row(app: App, fresh: dict[str, ShopData], shop: str, market: str) -> dict[str, Any]:
    shop_data = fresh[shop]
    ledger = app.ledger.current()
    actions = due_list.actions_due(ledger, app.now, urgency.DEFAULT_WITHIN, due_queries.Filters(shop=shop), fresh)
    count = shop_queries.open_cases(app.ledger.current(), shop)
    return {
        "shop": shop,
        "market": market,
        "policy": shop_data.policy,
        "timezone": shop_data.zone,
        "as_of": shop_data.as_of.astimezone(ZoneInfo(shop_data.zone)).isoformat() if shop_data.as_of else None,
        "stale": shop_data.as_of is not None and app.now - shop_data.as_of > urgency.STALE,
        "open": count,
        **{band: sum(a.band == band for a in actions) for band in ("overdue", "today", "soon")},
        "unconfirmed": sum(not a.confirmed for a in actions),
        "moment": text.moment(shop_data.as_of.astimezone(ZoneInfo(shop_data.zone)))
        if shop_data.as_of
        else "no after-sales data imported yet",
    }


def _section(row: dict[str, Any]) -> Section:
    fresh = row["moment"] + (" (older than 24 h: import a new export)" if row["stale"] else "")
    due = ", ".join(f"{row[b]} {b}" for b in ("overdue", "today", "soon") if row[b]) or "nothing within two days"
    return Section(
        f"{row['shop']} ({row['market']})",
        [
            ("data as of", fresh),
            ("due", due),
            ("open cases", str(row["open"])),
            ("not yet confirmed", str(row["unconfirmed"])),
            ("policy", f"{row['policy']}, times in {row['timezone']}"),
        ],
    )
