"""`order dispatched`, `order delivered`, `order tracking`: what happened to an order on its way to the buyer, recorded
by hand where no file tells it yet.
"""

from __future__ import annotations

import re
from typing import Annotated

import typer

from aftersales.actions.record import steps as record_steps
from aftersales.actions.record.steps import just
from aftersales.commandline.write_command import record
from aftersales.errors import NoSuchCase, UsageError
from aftersales.ledger.connection import Connection
from aftersales.ledger.facts import deliveries
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries

Orders = Annotated[list[str], typer.Argument(metavar="ORDER…", help="Order numbers, or the cases' ids.")]


def delivery(ledger: Connection, words: str) -> int:
    """The delivery that an order number or a case's id names. Raises NoSuchCase."""
    words = words.strip()
    if re.fullmatch(r"[0-9]{1,9}", words):
        case = find.find_case(ledger, words)
        if find.stored_case(ledger, case).kind != "delivery":
            raise NoSuchCase(f"case {case} is no delivery. Give the order's number, or the delivery's id.")
        return case
    found = [c for shop in shop_queries.shops(ledger) if (c := deliveries.of_order(ledger, shop, words)) is not None]
    if len(found) == 1:
        return found[0]
    if found:
        raise NoSuchCase(f"order {words} is in several shops: cases {', '.join(map(str, found))}. Name one by its id.")
    order = find.find_order(ledger, words, None)
    raise NoSuchCase(
        f"order {words} is not followed: its status is {order.status or 'not known'}. Followed are orders that are "
        "paid and under way, and shipped by you."
    )


def dispatched(
    ctx: typer.Context,
    orders: Orders,
    tracking: Annotated[
        str | None, typer.Option("--tracking", metavar="T", help="The parcel's tracking number.")
    ] = None,
) -> None:
    """Record that you handed an order over, or marked it ready to ship."""
    if tracking is not None and len(orders) > 1:
        raise UsageError("--tracking is the number of one parcel; name one order.")
    record(ctx, orders, record_steps.dispatched(tracking), find=delivery)


def delivered(
    ctx: typer.Context,
    orders: Orders,
) -> None:
    """Record that an order reached the buyer."""
    record(ctx, orders, just("order.delivered"), find=delivery)


def tracking_news(
    ctx: typer.Context,
    orders: Orders,
    news: Annotated[str, typer.Option("--news", metavar="TEXT", help="What the carrier's tracking says.")],
) -> None:
    """Record that an order's tracking has moved; the wait for news begins again."""
    record(ctx, orders, record_steps.tracked(news), find=delivery)
