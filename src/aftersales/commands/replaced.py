"""`replaced`: the replacement is on its way to the buyer; the case is settled in goods."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import steps as record_steps
from aftersales.actions.record.write import record
from aftersales.commandline.command import WriteCommand, single
from aftersales.commandline.options import At, Cases, DryRun, Format, Json
from aftersales.context.app import App
from aftersales.errors import UsageError

typer_app = single()


@typer_app.command(cls=WriteCommand)
def replaced(
    ctx: typer.Context,
    cases: Cases,
    order: Annotated[
        str | None, typer.Option("--order", metavar="ORDER", help="The new order that TikTok made of it.")
    ] = None,
    tracking: Annotated[
        str | None, typer.Option("--tracking", metavar="T", help="The replacement's tracking number.")
    ] = None,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you sent the replacement. A return parcel that is under way is still to be checked."""
    app: App = ctx.obj
    if (order or tracking) and len(cases) > 1:
        raise UsageError("--order and --tracking are those of one replacement; name one case.")
    decide = record_steps.replaced(order, tracking)

    record(app, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
