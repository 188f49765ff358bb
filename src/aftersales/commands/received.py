"""`received`: the returned goods were checked and accepted. This refunds nothing by itself."""

from __future__ import annotations

import typer

from aftersales.commands.base import At, Cases, DeskCommand, DryRun, Format, Json, single
from aftersales.commands.recording import Step, Target, check, record
from aftersales.context import Desk

app = single()


@app.command(cls=DeskCommand)
def received(
    ctx: typer.Context,
    cases: Cases,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you checked and accepted the returned goods. The refund is a step of its own."""
    desk: Desk = ctx.obj

    def decide(target: Target) -> Step:
        check(target, "return.received")
        return Step("return.received")

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
