"""`close`: nothing more is to happen on a case; every clock on it stops."""

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
    app: App = ctx.obj
    decide = record_steps.closed(reason)

    record(app, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
