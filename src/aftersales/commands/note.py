"""`note`: a remark for the app's own eyes, which moves nothing; or, with --to-buyer, what was written to the buyer."""

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
def note(
    ctx: typer.Context,
    cases: Cases,
    remark: Annotated[str, typer.Option("--text", "-m", metavar="TEXT", help="What to remember, or what you wrote.")],
    to_buyer: Annotated[
        bool,
        typer.Option("--to-buyer", help="You wrote this to the buyer; its wording is checked by the market's rules."),
    ] = False,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Add a note to a case, for your own app, or record a message to the buyer; `show` lists it."""
    app: App = ctx.obj
    decide = record_steps.noted(remark, to_buyer=to_buyer)

    record(app, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
