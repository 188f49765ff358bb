"""`schedule remove`: the timer taken away."""

from __future__ import annotations

import typer

from aftersales.actions.schedule import job, timer
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.language import tr
from aftersales.rendering.fields.platform.schedule import SCHEDULE_FIELDS
from aftersales.rendering.fields.view import View


def remove(ctx: typer.Context, as_json: Json = False) -> None:
    """Remove the timer that `schedule install` set up, and nothing else."""
    app: App = ctx.obj
    row = timer.remove()
    job.forget_last_run(app.settings.ledger)
    if as_json:
        app.output.emit_object(View(SCHEDULE_FIELDS, [row]), several=False)
    app.output.notice(
        tr("The timer is removed ({by}).", by=row.by) if row.changed else tr("There was no timer; nothing changed.")
    )
