"""Commands that need nothing but their cases."""

from __future__ import annotations

import typer

from aftersales.actions.record.case_view import StepBuilder
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record


def plain_step(help_text: str, build: StepBuilder) -> typer.Typer:
    """The app of a command that needs nothing but its cases; `help_text` is its help."""
    typer_app = single()

    @typer_app.command(cls=WriteCommand, help=help_text)
    def step(ctx: typer.Context, cases: Cases) -> None:
        record(ctx, cases, build)

    return typer_app
