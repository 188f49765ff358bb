"""`order add`: an order recorded by hand."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from aftersales import text, user_input
from aftersales.commandline.write_command import write_options
from aftersales.context.app import App
from aftersales.core.cases.facts import OrderFacts, OrderLine
from aftersales.core.money import entered as entered_money
from aftersales.core.time.instants import iso
from aftersales.core.vocabulary import ORDER_STATUSES
from aftersales.errors import ConfigError, UsageError
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases, deliveries, orders
from aftersales.ledger.queries import shops as shop_queries
from aftersales.rendering.fields.view import View
from aftersales.rendering.fields.write import WRITE_FIELDS, WriteRow


def add(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="ORDER", help="The order's number.")],
    amount: Annotated[str, typer.Option("--amount", metavar="A", help="What the buyer paid, such as 13.98.")],
    placed: Annotated[
        str, typer.Option("--placed", metavar="WHEN", help="When it was ordered; local time of the market.")
    ],
    shop: Annotated[
        str | None, typer.Option("--shop", metavar="SHOP", help="Whose order it is; not needed with one shop.")
    ] = None,
    delivered: Annotated[str | None, typer.Option("--delivered", metavar="WHEN", help="When the buyer had it.")] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help="Such as awaiting-shipment or delivered.")
    ] = None,
    product: Annotated[str | None, typer.Option("--product", metavar="TEXT", help="What was bought.")] = None,
    sku: Annotated[str | None, typer.Option("--sku", metavar="SKU", help="The seller's SKU.")] = None,
    quantity: Annotated[
        int | None, typer.Option("--quantity", metavar="N", min=1, max=999_999, help="How many units.")
    ] = None,
    buyer: Annotated[str | None, typer.Option("--buyer", metavar="HANDLE", help="The buyer's handle.")] = None,
) -> None:
    """Record an order, or put one right that was recorded by hand."""
    app: App = ctx.obj
    options = write_options(ctx)
    ref = ref.strip()
    if not entered_money.is_platform_number(ref):
        raise UsageError(f"ORDER {ref!r} is no order number of the platform (digits only).")
    if status is not None and status not in ORDER_STATUSES:
        raise UsageError(f"--status {status!r} is not known; it takes {', '.join(ORDER_STATUSES)}.")
    tally = orders.Tally()
    with app.ledger.writing(keep=not options.dry_run) as ledger:
        name = shop_queries.shop_named(ledger, shop)
        if other := orders.strangers(ledger, name, [ref]):
            raise ConfigError(f"order {ref} belongs to shop {other[1]}.")
        rules = app.rules.of(ledger)[name]
        zone = ZoneInfo(rules.zone)
        at = user_input.moment(placed, zone, "--placed", app.now)
        arrived = user_input.moment(delivered, zone, "--delivered", app.now) if delivered is not None else None
        if arrived is not None and arrived < at:
            raise UsageError("--delivered is before --placed.")
        paid = entered_money.parse_amount(amount, rules.currency, "--amount")
        facts = OrderFacts(
            ref=ref,
            status=status or ("delivered" if arrived else None),
            raw_status=None,
            amount=paid.minor,
            currency=paid.currency,
            placed_at=iso(at),
            paid_at=None,
            dispatched_at=None,
            delivered_at=iso(arrived) if arrived else None,
            cancelled_at=None,
            buyer=entered_money.parse_remark(buyer, "--buyer") if buyer else None,
            tracking=None,
            dispatch_by=None,
            deliver_by=None,
            fulfilment=None,
            source="hand",
            as_of=iso(app.now),
            origin="recorded by hand",
            lines=(OrderLine(sku, product, None, quantity, None),) if sku or product or quantity else (),
        )
        if origin := orders.told_by_platform(ledger, name, ref):
            raise ConfigError(f"order {ref} is known from {origin}, and the platform's data are the record.")
        orders.put(ledger, name, [facts], tally)
        deliveries.follow(ledger, name)
        store.rederive(ledger, cases.on_orders(ledger, name, [ref]), app.rules.of(ledger))
    changed = not tally.same
    if options.as_json:
        row = WriteRow(None, "order.placed", at.astimezone(zone), options.dry_run, changed)
        app.output.emit_object(View(WRITE_FIELDS, [row]), several=False)
    mark = " (dry run: nothing written)" if options.dry_run else ""
    did = "recorded" if tally.new else "changed" if changed else "known already, nothing changed"
    app.output.notice(f"order {ref} in {name}, {paid}, placed {text.moment(at.astimezone(zone))}: {did}{mark}.")
