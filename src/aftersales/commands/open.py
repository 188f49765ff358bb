"""`open`: a buyer's request, recorded by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.new_cases.request import RequestEntry, open_request
from aftersales.commandline.command import single
from aftersales.commandline.write_command import NewCaseCommand, report_new_case, write_options
from aftersales.language import mark

typer_app = single()


@typer_app.command(cls=NewCaseCommand)
def open_case(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help=mark("refund, return, replacement, exchange, reshipment or cancellation.")),
    ],
    order: Annotated[str, typer.Option("--order", metavar="ORDER", help=mark("The order's number."))],
    amount: Annotated[
        str | None,
        typer.Option("--amount", metavar="A", help=mark("The refund asked for (default: the order's total).")),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=mark("The buyer's reason."))] = None,
    ref: Annotated[
        str | None, typer.Option("--ref", metavar="REF", help=mark("The platform's number for the request."))
    ] = None,
    shop: Annotated[
        str | None,
        typer.Option("--shop", metavar="SHOP", help=mark("Needed only if two shops have the same order number.")),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help=mark("Open a second case even if one of this kind is open on the order."))
    ] = False,
) -> None:
    """Record a buyer's request by hand; prints the case's id. A request after a rejection is a new attempt."""
    entry = RequestEntry(kind, order, amount, reason, ref, shop, new)
    report_new_case(ctx, open_request(ctx.obj, entry, write_options(ctx)))
