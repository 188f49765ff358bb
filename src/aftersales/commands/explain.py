"""`explain`: each deadline of a case, with rule, source and steps."""

from __future__ import annotations

import typer

from aftersales.actions import explain as explain_action
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Case, FormatWithoutIds, Json
from aftersales.context.app import App
from aftersales.language import tr
from aftersales.ledger.queries import find
from aftersales.rendering import phrases
from aftersales.rendering.fields.explain import EXPLAIN_FIELDS, ExplainedClock
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.pages import explain as explain_page

typer_app = single()


@typer_app.command(cls=AppCommand)
def explain(ctx: typer.Context, case: Case, form: FormatWithoutIds = None, as_json: Json = False) -> None:
    """How each deadline of a case is calculated: the rule and its source, each step, and what else limits it."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    number = find.find_case(app.ledger.current(), case)
    explained = explain_action.clocks_of(app, number)
    if not explained.clocks:
        app.output.notice(
            tr(
                "Case {number} has no deadline: {no_clock}",
                number=number,
                no_clock=phrases.no_clock(find.stored_case(app.ledger.current(), number)),
            )
        )
    if chosen in PAGES:
        sections = [explain_page.section(c, explained) for c in explained.clocks]
        grades = explain_action.suggestion_of(app, number)
        sections += [explain_page.grades(grades)] if grades else []
        app.output.page(sections, chosen)
    else:
        app.output.emit_view(View(EXPLAIN_FIELDS, [ExplainedClock(c, explained) for c in explained.clocks]), chosen)
