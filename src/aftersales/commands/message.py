"""`message`: the buyer wrote, and replies in time are counted. `note --to-buyer` records the reply."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record.write import Step, Target, check, record
from aftersales.commandline.command import WriteCommand, single
from aftersales.commandline.options import At, Cases, DryRun, Format, Json
from aftersales.context.app import App
from aftersales.core.money import entered as entered_money

typer_app = single()


@typer_app.command(cls=WriteCommand)
def message(
    ctx: typer.Context,
    cases: Cases,
    words: Annotated[str | None, typer.Option("--text", "-m", metavar="TEXT", help="What the buyer writes.")] = None,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that the buyer wrote. The time to reply runs from --at; `note --to-buyer` or `done` says that you did."""
    app: App = ctx.obj
    told = entered_money.parse_remark(words, "--text", most=2000) if words is not None else None

    def decide(target: Target) -> Step:
        check(target, "message.received")
        return Step("message.received", {"text": told} if told else {})

    record(app, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
