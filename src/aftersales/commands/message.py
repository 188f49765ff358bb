"""`message`: the buyer wrote, and replies in time are counted. `note --to-buyer` records the reply."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record.write import Step, Target, check
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record
from aftersales.core.money import entered as entered_money

typer_app = single()


@typer_app.command(cls=WriteCommand)
def message(
    ctx: typer.Context,
    cases: Cases,
    words: Annotated[str | None, typer.Option("--text", "-m", metavar="TEXT", help="What the buyer writes.")] = None,
) -> None:
    """Record that the buyer wrote. The time to reply runs from --at; `note --to-buyer` or `done` says that you did."""
    told = entered_money.parse_remark(words, "--text", most=2000) if words is not None else None

    def decide(target: Target) -> Step:
        check(target, "message.received")
        return Step("message.received", {"text": told} if told else {})

    record(ctx, cases, decide)
