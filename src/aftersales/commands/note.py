"""`note`: the seller's own remark, or a message to the buyer."""

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
def note(
    ctx: typer.Context,
    cases: Cases,
    remark: Annotated[
        str, typer.Option("--text", "-m", metavar="TEXT", help=mark("What to remember, or what you wrote."))
    ],
    to_buyer: Annotated[
        bool,
        typer.Option(
            "--to-buyer", help=mark("You wrote this to the buyer; it is checked for wording that the market forbids.")
        ),
    ] = False,
) -> None:
    """Add a note to a case for yourself, or record a message to the buyer; `show` lists it."""
    record(ctx, cases, record_steps.noted(remark, to_buyer=to_buyer))
