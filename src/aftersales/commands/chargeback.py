"""`chargeback`: the buyer's bank takes the money back; the platform's e-mail says until when it can be answered."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales import user_input
from aftersales.actions.record.write import Step, Target, check
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record
from aftersales.context.app import App
from aftersales.core.money import entered as entered_money
from aftersales.core.time.instants import iso
from aftersales.errors import UsageError

typer_app = single()


@typer_app.command(cls=WriteCommand)
def chargeback(
    ctx: typer.Context,
    cases: Cases,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help="By when, as the platform's e-mail says; local time.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="What the bank says.")] = None,
) -> None:
    """Record that the buyer's bank takes the money back. --at is when the platform told you, --until when it takes
    an answer; without --until the rule's own days run. `done` says that you answered.
    """
    app: App = ctx.obj
    told = {"reason": entered_money.parse_remark(reason, "--reason")} if reason is not None else {}

    def decide(target: Target) -> Step:
        check(target, "chargeback.notified")
        if any(c.duty == "answer-chargeback" and c.stopped_at is None for c in target.told.clocks):
            raise target.refuse("a chargeback waits for its answer already; `done` says that you gave it")
        if until is None:
            return Step("chargeback.notified", told)
        deadline = user_input.moment(until, target.zone, "--until", app.now)
        if deadline <= target.at:
            raise UsageError(f"--until {until!r} is not after the notice; look at the year and at --at.")
        return Step("chargeback.notified", {"until": iso(deadline), **told})

    record(ctx, cases, decide)
