"""`extend`: the seller puts off the receipt of a return parcel: once, before the deadline, counted from the original
one.
"""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales import text
from aftersales.commands.base import At, Cases, DryRun, Format, Json, WriteCommand, single
from aftersales.commands.recording import Step, Target, check, record
from aftersales.context import Desk
from aftersales.core.policy import Rule

app = single()


@app.command(cls=WriteCommand)
def extend(
    ctx: typer.Context,
    cases: Cases,
    days: Annotated[
        int | None, typer.Option("--days", metavar="N", min=1, max=30, help="How many days (default: the rule's).")
    ] = None,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you put off the receipt of a return parcel. This does not tell the platform: do it in Seller Center
    too.
    """
    desk: Desk = ctx.obj

    def decide(target: Target) -> Step:
        check(target, "receipt.extended")
        clock = next(
            (
                c
                for c in target.told.clocks
                if c.duty == "confirm-receipt" and c.stopped_at is None and _rule(target, c.rule)
            ),
            None,
        )
        rule = _rule(target, clock.rule) if clock else None
        if clock is None or rule is None or rule.extension is None:
            raise target.refuse("no clock that can be extended runs on it", "extend")
        done = sum(h.event.name == "receipt.extended" for h in target.told.timeline.happenings)
        if done >= rule.extension.times:
            often = "once" if rule.extension.times == 1 else f"{rule.extension.times} times"
            raise target.refuse(f"it was extended already, and the rule allows it {often}", "extend")
        deadline = clock.computed_due or clock.due
        if target.at > deadline:
            raise target.refuse(
                f"its deadline passed on {text.moment(deadline.astimezone(target.zone))}; an extension comes before"
            )
        step = Step("receipt.extended", {"days": days} if days else {})
        if days and days != rule.extension.length.number:
            step.warnings.append(f"the rule known here gives {rule.extension.length}, not {days} days")
        return step

    def _rule(target: Target, name: str | None) -> Rule | None:
        policy = desk.policy(target.case.shop, target.case.market)
        return next((r for r in policy.rules if r.id == name and r.extension is not None), None)

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
