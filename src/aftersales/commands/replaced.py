"""`replaced`: the replacement is on its way to the buyer."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import steps as record_steps
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record
from aftersales.errors import UsageError
from aftersales.language import mark, tr

typer_app = single()


@typer_app.command(cls=WriteCommand)
def replaced(
    ctx: typer.Context,
    cases: Cases,
    order: Annotated[
        str | None, typer.Option("--order", metavar="ORDER", help=mark("The new order that TikTok created for it."))
    ] = None,
    tracking: Annotated[
        str | None, typer.Option("--tracking", metavar="T", help=mark("The replacement's tracking number."))
    ] = None,
) -> None:
    """Record that you sent the replacement. If a return parcel is on its way, you must still check it."""
    if (order or tracking) and len(cases) > 1:
        raise UsageError(tr("--order and --tracking belong to one replacement; name only one case."))
    record(ctx, cases, record_steps.replaced(order, tracking))
