"""`close`: nothing more is to happen on a case; every clock on it stops."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.commands.base import At, Cases, DryRun, Format, Json, WriteCommand, single
from aftersales.commands.recording import Step, Target, check, record
from aftersales.context import Desk
from aftersales.core import limits
from aftersales.core.words import REQUEST_KINDS

app = single()


@app.command(cls=WriteCommand)
def close(
    ctx: typer.Context,
    cases: Cases,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is over.")],
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Close a case. What is still owed is said; `reopen` takes it back."""
    desk: Desk = ctx.obj
    told = limits.sentence(reason, "--reason")

    def decide(target: Target) -> Step:
        check(target, "case.closed")
        step = Step("case.closed", {"reason": told})
        open_duties = sorted(
            {c.duty for c in target.told.clocks if c.stopped_at is None and c.owner == "seller" and not c.chained}
        )
        if open_duties:
            runs = "; the platform's clock runs on" if target.case.kind in REQUEST_KINDS else ""
            step.warnings.append(f"closed with {', '.join(open_duties)} still to do{runs}")
        return step

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
