"""`done`: one of the seller's own duties is done."""

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
def done(
    ctx: typer.Context,
    cases: Cases,
    remark: Annotated[
        str | None, typer.Option("--text", "-m", metavar="TEXT", help=mark("What the result was."))
    ] = None,
) -> None:
    """Mark one of your tasks as done: a routine, a trace, a message to the buyer. A routine returns when it is next
    due.
    """
    record(ctx, cases, record_steps.done(remark))
