"""`show`: everything known of a case."""

from __future__ import annotations

import typer

from aftersales.actions import case_report
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Case, Format, Json
from aftersales.context.app import App
from aftersales.rendering.fields.cases import SHOW_FIELDS
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
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
    if chosen in PAGES:
        app.output.page(case_sections(report), chosen)
    else:
        app.output.emit_one(View(SHOW_FIELDS, [report]), chosen)
