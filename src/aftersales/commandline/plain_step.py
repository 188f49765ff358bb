"""Commands that need nothing but their cases."""

from __future__ import annotations

import typer

from aftersales.actions.record.write import Decide
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record


def plain_step(told: str, decide: Decide) -> typer.Typer:
    """The app of a command that needs nothing but its cases; `told` is its help."""
    typer_app = single()

    @typer_app.command(cls=WriteCommand, help=told)
    def step(ctx: typer.Context, cases: Cases) -> None:
        record(ctx, cases, decide)

    return typer_app
