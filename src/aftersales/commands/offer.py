"""`offer`: the seller offers a part of the money."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.modes import settlement
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases, ForceMode
from aftersales.commandline.write_command import WriteCommand, record
from aftersales.language import mark

typer_app = single()


@typer_app.command(cls=WriteCommand)
def offer(
    ctx: typer.Context,
    cases: Cases,
    amount: Annotated[
        str, typer.Option("--amount", metavar="A", help=mark("How much of the money you offer, such as 15.00."))
    ],
    force: ForceMode = False,
) -> None:
    """Record that you offered the buyer a partial refund. Record the buyer's answer with `accepted` or `declined`. This
    does not answer the platform: do it in Seller Center too.
    """
    record(ctx, cases, settlement.settled(ctx.obj, "partial", amount, force=force))
