"""The commands of `order` that record its way by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.orders.delivery import find_delivery
from aftersales.actions.record import steps as record_steps
from aftersales.actions.record.steps import event_step
from aftersales.commandline.write_command import record
from aftersales.errors import UsageError
from aftersales.language import mark, tr

Orders = Annotated[list[str], typer.Argument(metavar="ORDER…", help=mark("Order numbers, or the cases' ids."))]


def dispatched(
    ctx: typer.Context,
    orders: Orders,
    tracking: Annotated[
        str | None, typer.Option("--tracking", metavar="T", help=mark("The parcel's tracking number."))
    ] = None,
) -> None:
    """Record that you handed an order over, or marked it ready to ship."""
    if tracking is not None and len(orders) > 1:
        raise UsageError(tr("--tracking is the number of one parcel; name only one order."))
    record(ctx, orders, record_steps.dispatched(tracking), find=find_delivery)


def collected(
    ctx: typer.Context,
    orders: Orders,
) -> None:
    """Record that the carrier collected an order: it is in transit."""
    record(ctx, orders, record_steps.collected, find=find_delivery)


def delivered(
    ctx: typer.Context,
    orders: Orders,
) -> None:
    """Record that an order reached the buyer."""
    record(ctx, orders, event_step("order.delivered"), find=find_delivery)


def tracking_news(
    ctx: typer.Context,
    orders: Orders,
    news: Annotated[str, typer.Option("--news", metavar="TEXT", help=mark("What the carrier's tracking says."))],
) -> None:
    """Record news in an order's tracking; the wait for the next news starts again."""
    record(ctx, orders, record_steps.tracked(news), find=find_delivery)
