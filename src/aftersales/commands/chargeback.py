"""`chargeback`: the buyer's bank takes the money back."""

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
def chargeback(
    ctx: typer.Context,
    cases: Cases,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="WHEN", help=mark("When your answer is due, as the platform's e-mail says; local time.")
        ),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=mark("What the bank says."))] = None,
) -> None:
    """Record that the buyer's bank takes the money back. --at is when the platform told you; --until is when your
    answer is due (default: the days of the rule). Record your answer with `done`.
    """
    record(ctx, cases, record_steps.charged_back(until, reason, ctx.obj.times))
