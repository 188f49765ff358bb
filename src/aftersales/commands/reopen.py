"""`reopen`: a closed case goes on where it stood."""

from __future__ import annotations

import typer

from aftersales.commands.base import At, Cases, DeskCommand, DryRun, Format, Json, single
from aftersales.commands.recording import Step, Target, check, record
from aftersales.context import Desk

app = single()


@app.command(cls=DeskCommand)
def reopen(
    ctx: typer.Context,
    cases: Cases,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Open a closed case again."""
    desk: Desk = ctx.obj

    def decide(target: Target) -> Step:
        check(target, "case.reopened")
        return Step("case.reopened")

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
