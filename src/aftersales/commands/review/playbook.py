"""`review playbook`: what to do for a cause."""

from __future__ import annotations

import sys

import typer

from aftersales.actions import messages as message_action
from aftersales.commandline.options import Case, Format, Json
from aftersales.context.app import App


def playbook(ctx: typer.Context, case: Case, form: Format = None, as_json: Json = False) -> None:
    """What to do about the cause of a review, step by step, and what you must not ask for."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    playbook_page = message_action.playbook(app, case)
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        terminal.page(terminal.console(sys.stdout, color=app.output.color), playbook_page.sections)
    else:
        from aftersales.rendering import formats

        app.output.emit(
            [formats.one(playbook_page.object)] if chosen in ("json", "jsonl") else formats.pairs(playbook_page.object)
        )
