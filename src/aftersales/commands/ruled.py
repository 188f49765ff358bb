"""`ruled`: how the platform ruled: in the dispute that is in progress, else on the appeal that was filed."""

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
    app: App = ctx.obj
    decide = record_steps.ruled(side, reason)

    record(app, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
