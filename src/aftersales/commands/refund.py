"""`refund`: money went back to the buyer."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import refund as refund_steps
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record
from aftersales.language import mark

typer_app = single()


@typer_app.command(cls=WriteCommand)
def refund(
    ctx: typer.Context,
    cases: Cases,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="A", help=mark("How much (default: what is still owed)."))
    ] = None,
    channel: Annotated[
        str,
        typer.Option(
            "--channel",
            metavar="CHANNEL",
            help=mark("How the money was paid (default: the way of the original payment)."),
        ),
    ] = "original",
) -> None:
    """Record that you refunded the buyer. More than was paid is refused; less, or another channel, gets a flag."""
    record(ctx, cases, refund_steps.refunded(amount, channel))
