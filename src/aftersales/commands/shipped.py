"""`shipped`: the buyer sent the parcel back."""

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
def shipped(
    ctx: typer.Context,
    cases: Cases,
    tracking: Annotated[
        str | None, typer.Option("--tracking", metavar="T", help=mark("The parcel's tracking number."))
    ] = None,
) -> None:
    """Record that the buyer sent the parcel back. With --at it replaces a time that was only inferred."""
    if tracking is not None and len(cases) > 1:
        raise UsageError(tr("--tracking is the number of one parcel; name only one case."))
    record(ctx, cases, record_steps.shipped(tracking))
