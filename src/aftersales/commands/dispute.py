"""`dispute`: the buyer disputes what the seller refused; the platform then asks for evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import steps as record_steps
from aftersales.actions.record.write import record
from aftersales.commandline.command import WriteCommand, single
from aftersales.commandline.options import At, Cases, DryRun, Format, Json
from aftersales.context.app import App

typer_app = single()


@typer_app.command(cls=WriteCommand)
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
    app: App = ctx.obj
    decide = record_steps.disputed(reason)

    record(app, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
