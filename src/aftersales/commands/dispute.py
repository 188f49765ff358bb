"""`dispute`: the buyer disputes a refusal."""

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
def dispute(
    ctx: typer.Context,
    cases: Cases,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=mark("What the buyer says."))] = None,
) -> None:
    """Record that the buyer disputes your refusal. --at is when the platform told you: your time for evidence starts
    then.
    """
    record(ctx, cases, record_steps.disputed(reason))
