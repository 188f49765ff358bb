"""`show`: everything known of a case."""

from __future__ import annotations

import sys

import typer

from aftersales.actions import case_report
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Case, Format, Json
from aftersales.context.app import App
from aftersales.rendering import formats
from aftersales.rendering.fields.cases import SHOW_FIELDS
from aftersales.rendering.fields.view import View
from aftersales.rendering.pages.case import case_sections

typer_app = single()


@typer_app.command(cls=AppCommand)
def show(ctx: typer.Context, case: Case, form: Format = None, as_json: Json = False) -> None:
    """Everything known about a case: facts, the state of decision, parcel and money, deadlines, timeline, and what is
    possible next.
    """
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    report = case_report.report(app, case)
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        terminal.page(terminal.console(sys.stdout, color=app.output.color), case_sections(report))
    else:
        case_object = View(SHOW_FIELDS, [report]).single()
        app.output.emit([formats.one(case_object)] if chosen in ("json", "jsonl") else formats.pairs(case_object))
