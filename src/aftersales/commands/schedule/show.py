"""`schedule show`: the timer that is there."""

from __future__ import annotations

import typer

from aftersales.actions.schedule import timer
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.language import tr
from aftersales.rendering.fields.platform.schedule import SCHEDULE_FIELDS, WARNS_AT_ANY_HOUR
from aftersales.rendering.fields.view import View


def show(ctx: typer.Context, as_json: Json = False) -> None:
    """Show the timer that `schedule install` set up."""
    app: App = ctx.obj
    row = timer.installed()
    if as_json:
        app.output.emit_object(View(SCHEDULE_FIELDS, [row]), several=False)
    elif row.by is None:
        app.output.notice(tr("No timer is set up. Set one up: aftersales schedule install"))
    else:
        app.output.emit([row.text])
        app.output.notice(
            tr("It runs every {minutes} minutes while the desk is open ({by}).", minutes=row.every, by=row.by)
            if row.every
            else tr("It runs while the desk is open ({by}).", by=row.by)
        )
        if "notify" in row.does:
            app.output.notice(tr(WARNS_AT_ANY_HOUR))
