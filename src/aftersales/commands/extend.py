"""`extend`: the seller puts off the receipt of a return parcel: once, before the deadline, counted from the original
one.
"""

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
    app: App = ctx.obj
    decide = record_steps.extended(app, days)

    record(app, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
