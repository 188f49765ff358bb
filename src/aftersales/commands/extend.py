"""`extend`: the seller puts off the receipt of a return parcel."""

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
def extend(
    ctx: typer.Context,
    cases: Cases,
    days: Annotated[
        int | None,
        typer.Option("--days", metavar="N", min=1, max=30, help=mark("How many days (default: the rule's).")),
    ] = None,
) -> None:
    """Record that you extended the inspection period of a return parcel. This does not tell the platform: do it in
    Seller Center too.
    """
    record(ctx, cases, record_steps.extended(days))
