"""`dispute`: the buyer disputes what the seller refused; the platform then asks for evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.commands.base import At, Cases, DryRun, Format, Json, WriteCommand, single
from aftersales.commands.recording import Step, Target, check, record
from aftersales.context import Desk
from aftersales.core import limits

app = single()


@app.command(cls=WriteCommand)
def dispute(
    ctx: typer.Context,
    cases: Cases,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="What the buyer says.")] = None,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that the buyer disputes your refusal. --at is when the platform told you: the time for evidence runs from
    then.
    """
    desk: Desk = ctx.obj
    told = limits.sentence(reason, "--reason") if reason is not None else None

    def decide(target: Target) -> Step:
        check(target, "dispute.opened")
        return Step("dispute.opened", {"reason": told} if told else {})

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
