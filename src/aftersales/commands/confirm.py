"""`confirm`: the seller says that the platform shows what was recorded here, before its data do."""

from __future__ import annotations

import typer

from aftersales.commands.base import At, Cases, DeskCommand, DryRun, Format, Json, single
from aftersales.commands.recording import Step, Target, check, record
from aftersales.context import Desk

app = single()


@app.command(cls=DeskCommand)
def confirm(
    ctx: typer.Context,
    cases: Cases,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Say that Seller Center shows what was recorded here, or that you looked where the list said `check`."""
    desk: Desk = ctx.obj

    def decide(target: Target) -> Step:
        check(target, "case.confirmed")
        waiting = [h for h in target.told.timeline.happenings if not h.confirmed]
        asked = any(c.duty == "check" and c.stopped_at is None for c in target.told.clocks)
        if not waiting and not asked:
            return Step("case.confirmed", skip="nothing on it waits to be confirmed")
        return Step("case.confirmed")

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
