"""`stock list`: what came back, and where it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from aftersales.actions.stock import movements
from aftersales.commandline.options import Format, Json, ShopOption
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.core.vocabulary import MOVEMENTS
from aftersales.language import mark, tr
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.stock import ReceiptFilters
from aftersales.rendering.fields.case_parts.movements import STOCK_FIELDS, StockRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.reports import tables
from aftersales.user_input import SINCE


def list_(
    ctx: typer.Context,
    shop: ShopOption = None,
    sku: Annotated[str | None, typer.Option("--sku", metavar="SKU", help=mark("Only this SKU."))] = None,
    movement: Annotated[
        str | None,
        typer.Option("--movement", metavar="MOVEMENT", help=mark("Only to-stock, scrap, or held (not said yet).")),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="WHEN", help=mark("Only what was received since then, such as fri or 7d.")),
    ] = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """What came back, newest first: how many units of which SKU went to stock or to scrap, and in which grade."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    if movement is not None:
        choices.one_of("--movement", movement, MOVEMENTS)
    named = shop_queries.shop_named(app.ledger.current(), shop) if shop is not None else None
    begins = None if since is None else app.times.read(since, "--since", display.place(app, named), SINCE)
    rows = movements.rows(app, ReceiptFilters(named, sku, begins), display.zone(app), movement)
    _show(app, rows, chosen)


def _show(app: App, rows: Sequence[StockRow], form: str) -> None:
    if not rows:
        app.output.notice(tr("Nothing was graded or put to stock."))
    if form in PAGES:
        app.output.table(tables.stock(rows), form, (tr("shop"), tr("product")))
    else:
        app.output.emit_view(View(STOCK_FIELDS, rows), form)
