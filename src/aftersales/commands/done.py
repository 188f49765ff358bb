"""`done`: a duty of the house is done: a routine, a trace, a message. What the platform waits for has a command of its
own.
"""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.commands.base import At, Cases, DryRun, Format, Json, WriteCommand, single
from aftersales.commands.recording import Step, Target, check, record
from aftersales.context import Desk
from aftersales.core import limits

app = single()

# Duty → the event that says it is done.
_TICKS = {
    "restock": "routine.done",
    "trace": "delivery.traced",
    "tell-buyer": "buyer.told",
    "contact-buyer": "review.contacted",
    "follow-up": "review.contacted",
    "replace": "replacement.sent",
}


@app.command(cls=WriteCommand)
def done(
    ctx: typer.Context,
    cases: Cases,
    remark: Annotated[str | None, typer.Option("--text", "-m", metavar="TEXT", help="What came of it.")] = None,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Tick off a duty of the house: a routine, a trace, a message to the buyer. A routine comes back when it is due."""
    desk: Desk = ctx.obj
    told = limits.sentence(remark, "--text") if remark is not None else None

    def decide(target: Target) -> Step:
        event = _event(target, desk)
        check(target, event)
        if told and event in ("buyer.told", "review.contacted"):
            from aftersales.commands import messages  # a routine needs no rules of wording

            messages.fit_to_send(remark, target.case.market, "--text")
        return Step(event, {"text": told} if told else {})

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)


def _event(target: Target, desk: Desk) -> str:
    if target.case.kind == "routine":
        return "routine.done"
    until = max(target.at, desk.now)
    open_now = [
        c
        for c in target.told.clocks
        if c.owner == "seller" and c.stopped_at is None and c.started_at <= until and c.duty in _TICKS
    ]
    if not open_now:
        raise target.refuse("no duty of the house is open on it; what the platform waits for has a command of its own")
    return _TICKS[min(open_now, key=lambda c: c.due).duty]
