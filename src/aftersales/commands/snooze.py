"""`snooze`: a case is out of sight for a while; its deadline stays what it is, and no snooze goes past it."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import snooze as snooze_steps
from aftersales.actions.record.write import record
from aftersales.commandline.command import WriteCommand, single
from aftersales.commandline.options import At, Cases, DryRun, Format, Json
from aftersales.context.app import App
from aftersales.errors import UsageError

typer_app = single()


@typer_app.command(cls=WriteCommand)
def snooze(
    ctx: typer.Context,
    cases: Cases,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="WHEN", help="Until then, local time of the market; or for 4h, 1d from now."),
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="End it: in sight again.")] = False,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Put a case out of sight for a while, never past its deadline; `due --snoozed` shows it, and new duties show."""
    app: App = ctx.obj
    app.output.form(form, as_json)
    if (until is None) != off:
        raise UsageError("say until when: --until 4h, --until 2026-11-24T15:00; or --off to end it.")
    decide = snooze_steps.woken(app) if until is None else snooze_steps.snoozed(app, until)

    record(app, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
