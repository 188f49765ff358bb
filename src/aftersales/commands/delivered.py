"""`delivered`: the return parcel has arrived; what is in it is not checked yet."""

from __future__ import annotations

import typer

from aftersales.commands.base import At, Cases, DeskCommand, DryRun, Format, Json, single
from aftersales.commands.recording import Step, Target, check, record
from aftersales.context import Desk

app = single()


@app.command(cls=DeskCommand)
def delivered(
    ctx: typer.Context,
    cases: Cases,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that the return parcel arrived. The time to check it runs from here."""
    desk: Desk = ctx.obj

    def decide(target: Target) -> Step:
        check(target, "return.delivered")
        return Step("return.delivered")

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
