"""`ruled`: how the platform ruled: in the dispute that is in progress, else on the appeal that was filed."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from aftersales.commands.base import At, Cases, DryRun, Format, Json, WriteCommand, single
from aftersales.commands.recording import Step, Target, check, record
from aftersales.context import Desk
from aftersales.core import limits
from aftersales.errors import UsageError

app = single()
_SIDES = ("seller", "buyer", "nobody")


@app.command(cls=WriteCommand)
def ruled(
    ctx: typer.Context,
    cases: Cases,
    side: Annotated[str, typer.Option("--for", metavar="SIDE", help="seller, buyer, or nobody (closed unruled).")],
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="What the platform says.")] = None,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record how the platform ruled, in a dispute or on your appeal. A ruling for the buyer moves the case along."""
    desk: Desk = ctx.obj
    if side not in _SIDES:
        raise UsageError(f"--for {side!r} is not known; it takes {', '.join(_SIDES)}.")
    told = limits.sentence(reason, "--reason") if reason is not None else None
    data: dict[str, Any] = {"for": side, **({"reason": told} if told else {})}

    def decide(target: Target) -> Step:
        state = target.told.state
        appealed = state.appeal == "filed" and state.arbitration != "in-progress"
        event = "appeal.ruled" if appealed or target.case.kind in ("review", "cancellation") else "dispute.ruled"
        check(target, event, ruling=side)
        return Step(event, data)

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
