"""`review playbook`: what to do for a cause."""

from __future__ import annotations

import sys

import typer

from aftersales.actions import messages as message_action
from aftersales.commandline.options import Case, Format, Json
from aftersales.context.app import Desk


def playbook(ctx: typer.Context, case: Case, form: Format = None, as_json: Json = False) -> None:
    """What to do for the cause of a review, step by step, and what may not be asked."""
    desk: Desk = ctx.obj
    chosen = desk.form(form, as_json)
    told = message_action.playbook(desk, case)
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        terminal.page(terminal.console(sys.stdout, color=desk.color), told.sections)
    else:
        from aftersales.rendering import formats

        desk.emit([formats.one(told.object)] if chosen in ("json", "jsonl") else formats.pairs(told.object))
