"""`ruled`: the platform ruled in a dispute or on an appeal."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import steps as record_steps
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record
from aftersales.language import mark

typer_app = single()


@typer_app.command(cls=WriteCommand)
def ruled(
    ctx: typer.Context,
    cases: Cases,
    side: Annotated[
        str, typer.Option("--for", metavar="SIDE", help=mark("seller, buyer, or nobody (closed without a decision)."))
    ],
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help=mark("What the platform says."))
    ] = None,
    amount: Annotated[
        str | None,
        typer.Option(
            "--amount", metavar="A", help=mark("What a won appeal brings back (default: all that was refunded).")
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=mark("Record an --amount though more would have come back than went out."))
    ] = False,
) -> None:
    """Record how the platform decided a dispute or your appeal. After a decision for the buyer the case goes on."""
    record(ctx, cases, record_steps.ruled(side, reason, amount, force=force))
