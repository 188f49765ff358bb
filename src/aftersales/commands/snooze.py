"""`snooze`: a case is hidden for a while, never past its deadline."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import snooze as snooze_steps
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record, write_options
from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import mark, tr

typer_app = single()


@typer_app.command(cls=WriteCommand)
def snooze(
    ctx: typer.Context,
    cases: Cases,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="WHEN",
            help=mark("Until then, such as tomorrow 9:00, fri or 4h."),
        ),
    ] = None,
    off: Annotated[bool, typer.Option("--off", help=mark("End the snooze: show the case again."))] = False,
) -> None:
    """Hide a case for a while, never past its deadline; `due --snoozed` shows it, and new duties are shown."""
    app: App = ctx.obj
    options = write_options(ctx)
    app.output.form(options.format, options.as_json)
    if off and until is not None:
        raise UsageError(tr("--until and --off can't be used together: --off ends the snooze now."))
    if until is None and not off:
        raise UsageError(
            tr("the end of the snooze is missing: add --until 4h or --until tomorrow, or end it with --off.")
        ).asking("until")
    record(ctx, cases, snooze_steps.woken if until is None else snooze_steps.snoozed(until, app.times))
