"""`review playbook`: what to do for a cause."""

from __future__ import annotations

import typer

from aftersales.actions import messages as message_action
from aftersales.commandline.options import Case, Format, Json
from aftersales.context.app import App
from aftersales.language import tr
from aftersales.rendering.fields.lists import PLAYBOOK_FIELDS, PlaybookRow
from aftersales.rendering.fields.view import Section, View
from aftersales.rendering.formats import PAGES


def playbook(ctx: typer.Context, case: Case, form: Format = None, as_json: Json = False) -> None:
    """What to do about the cause of a review, step by step, and what you must not ask for."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    row = message_action.playbook(app, case)
    if chosen in PAGES:
        app.output.page([_section(row)], chosen)
    else:
        app.output.emit_one(View(PLAYBOOK_FIELDS, [row]), chosen)


def _section(row: PlaybookRow) -> Section:
    """The playbook for people."""
    plan = row.plan
    source = plan.source.summary()
    guessed = [] if row.cause else [tr("The cause is not known yet: ask first, and say it with --cause.")]
    withheld = [plan.withheld] if plan.withheld else []
    return Section(tr(plan.title), [(tr("source"), source)], [*guessed, *plan.steps, *withheld])
