"""`order cancel-check` and `order cancel`: may an order be cancelled?"""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales import text
from aftersales.actions.orders.cancellation import CancellationEntry, cancel_order, cancel_verdicts
from aftersales.commandline.options import FormatWithoutIds, Json, ShopOption
from aftersales.commandline.write_command import report_new_case, write_options
from aftersales.context.app import App
from aftersales.language import mark, tr
from aftersales.rendering.fields.lists import CANCEL_FIELDS, CancelRow
from aftersales.rendering.fields.view import Section, View
from aftersales.rendering.formats import PAGES

Order = Annotated[str, typer.Argument(metavar="ORDER", help=mark("The order's number."))]


def cancel_check(
    ctx: typer.Context, order: Order, shop: ShopOption = None, form: FormatWithoutIds = None, as_json: Json = False
) -> None:
    """Who may still cancel an order, and why."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    stored, verdicts = cancel_verdicts(app, order, shop)
    if chosen in PAGES:
        facts = [(v.who, f"{text.labelled(tr('yes') if v.may else tr('no'), v.why)} [{v.source}]") for v in verdicts]
        section = Section(
            tr(
                "Order {ref}: {status}. May it be cancelled?",
                ref=stored.ref,
                status=stored.status or tr("status unknown"),
            ),
            facts,
        )
        app.output.page([section], chosen)
        return
    app.output.emit_view(View(CANCEL_FIELDS, [CancelRow(stored, verdict) for verdict in verdicts]), chosen)


def cancel(
    ctx: typer.Context,
    order: Order,
    by: Annotated[
        str, typer.Option("--by", metavar="WHO", help=mark("seller or platform; for a buyer's request use `open`."))
    ],
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help=mark("Why, such as out of stock."))
    ] = None,
    shop: ShopOption = None,
) -> None:
    """Record that you cancelled an order. For a paid order the refund is owed, and followed until it is paid."""
    app: App = ctx.obj
    report_new_case(ctx, cancel_order(app, CancellationEntry(order, by, reason, shop), write_options(ctx)))
    app.output.notice(tr("Recorded here only. Now do it in Seller Center."))
