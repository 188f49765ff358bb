"""`message`: the buyer wrote, and is to be answered in time."""

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
def message(
    ctx: typer.Context,
    cases: Cases,
    message: Annotated[
        str | None, typer.Option("--text", "-m", metavar="TEXT", help=mark("What the buyer writes."))
    ] = None,
) -> None:
    """Record that the buyer wrote. Your time to reply starts at --at; record your reply with `note --to-buyer` or
    `done`.
    """
    record(ctx, cases, record_steps.received_message(message))
