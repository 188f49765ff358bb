"""`order returned`: a parcel that comes back undelivered."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.orders.returned import UndeliveredEntry, return_order
from aftersales.commandline.options import ShopOption
from aftersales.commandline.write_command import report_new_case, write_options
from aftersales.context.app import App
from aftersales.language import mark


def returned(
    ctx: typer.Context,
    order: Annotated[str, typer.Argument(metavar="ORDER", help=mark("The order's number."))],
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help=mark("Why, such as address not found."))
    ] = None,
    tracking: Annotated[
        str | None, typer.Option("--tracking", metavar="T", help=mark("The parcel's number on its way back."))
    ] = None,
    shop: ShopOption = None,
) -> None:
    """Record that a parcel could not be delivered and comes back to you.

    --at says when you heard of it, or when the carrier gave up.
    """
    app: App = ctx.obj
    report_new_case(ctx, return_order(app, UndeliveredEntry(order, reason, tracking, shop), write_options(ctx)))
