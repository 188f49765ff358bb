"""`notify test`: a message that shows whether messages arrive."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.notify import receivers, trial
from aftersales.commandline.options import FormatWithoutIds, Json
from aftersales.context import extras
from aftersales.context.app import App
from aftersales.language import mark
from aftersales.rendering.reports import notify as notify_report

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME…]", help=mark("Only to these (default: to all)."))]


def test(ctx: typer.Context, names: Names = None, form: FormatWithoutIds = None, as_json: Json = False) -> None:
    """Send a short message to receivers, to see that messages arrive."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    extras.require("notify")
    rows = trial.run(app, receivers.directory(app), names or ())
    notify_report.show(rows, app.output, chosen)
    if code := notify_report.exit_code(rows):
        raise typer.Exit(code)
