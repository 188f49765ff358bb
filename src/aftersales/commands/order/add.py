"""`order add`: an order recorded by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales import text
from aftersales.actions.orders.add import AddedOrder, OrderEntry, add_order
from aftersales.commandline.write_command import write_options
from aftersales.context.app import App
from aftersales.language import mark, tr
from aftersales.rendering.fields.view import View
from aftersales.rendering.fields.write import WRITE_FIELDS, WriteRow

_OUTCOMES = {"new": mark("recorded"), "changed": mark("changed"), "same": mark("already known, nothing changed")}


def add(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="ORDER", help=mark("The order's number."))],
    amount: Annotated[str, typer.Option("--amount", metavar="A", help=mark("What the buyer paid, such as 13.98."))],
    placed: Annotated[
        str, typer.Option("--placed", metavar="WHEN", help=mark("When it was ordered, such as 20 Nov 16:02."))
    ],
    shop: Annotated[
        str | None,
        typer.Option(
            "--shop", metavar="SHOP", help=mark("The shop that the order is from; not needed if you have one shop.")
        ),
    ] = None,
    delivered: Annotated[
        str | None, typer.Option("--delivered", metavar="WHEN", help=mark("When the buyer received it."))
    ] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help=mark("Such as awaiting-shipment or delivered."))
    ] = None,
    product: Annotated[str | None, typer.Option("--product", metavar="TEXT", help=mark("What was bought."))] = None,
    sku: Annotated[str | None, typer.Option("--sku", metavar="SKU", help=mark("The seller's SKU."))] = None,
    quantity: Annotated[
        int | None, typer.Option("--quantity", metavar="N", min=1, max=999_999, help=mark("How many units."))
    ] = None,
    buyer: Annotated[str | None, typer.Option("--buyer", metavar="HANDLE", help=mark("The buyer's handle."))] = None,
) -> None:
    """Record an order, or correct one recorded by hand."""
    app: App = ctx.obj
    options = write_options(ctx)
    entry = OrderEntry(ref, amount, placed, shop, delivered, status, product, sku, quantity, buyer)
    _report(app, add_order(app, entry, dry_run=options.dry_run), as_json=options.as_json)


def _report(app: App, added: AddedOrder, *, as_json: bool) -> None:
    if as_json:
        row = WriteRow(None, "order.placed", added.placed, added.dry_run, added.outcome != "same")
        app.output.emit_object(View(WRITE_FIELDS, [row]), several=False)
    about = tr(
        "order {order} in {shop}, {paid}, placed {placed}",
        order=added.ref,
        shop=added.shop,
        paid=added.paid,
        placed=text.moment(added.placed),
    )
    outcome = tr(_OUTCOMES[added.outcome])
    app.output.notice(
        tr("{order}: {outcome} (dry run: nothing written).", order=about, outcome=outcome)
        if added.dry_run
        else tr("{order}: {outcome}.", order=about, outcome=outcome)
    )
