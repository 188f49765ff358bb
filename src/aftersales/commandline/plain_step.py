"""Commands that need nothing but their cases."""

from __future__ import annotations

import typer

from aftersales.actions.record.write import Decide, record
from aftersales.commandline.command import WriteCommand, single
from aftersales.commandline.options import At, Cases, DryRun, Format, Json


def plain_step(told: str, decide: Decide) -> typer.Typer:
    """The app of a command that needs nothing but its cases; `told` is its help."""
    typer_app = single()

    @typer_app.command(cls=WriteCommand, help=told)
    def step(
        ctx: typer.Context,
        cases: Cases,
        at: At = None,
        dry_run: DryRun = False,
        form: Format = None,
        as_json: Json = False,
    ) -> None:
        record(ctx.obj, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)

    return typer_app
