"""`explain`: why each deadline of a case is what it is: rule, source, steps, the platform's own stamp and the drift."""

from __future__ import annotations

import sys

import typer

from aftersales.commands import explaining
from aftersales.commands.base import Case, DeskCommand, Format, Json, single
from aftersales.context import Desk
from aftersales.ledger import lookup
from aftersales.rendering import explain_data, explain_page, words
from aftersales.rendering.fields import EXPLAIN_FIELDS
from aftersales.rendering.view import View

app = single()


@app.command(cls=DeskCommand)
def explain(ctx: typer.Context, case: Case, form: Format = None, as_json: Json = False) -> None:
    """Why each deadline of a case is what it is: the rule and its source, each step of the reckoning, what else binds
    it.
    """
    desk: Desk = ctx.obj
    chosen = desk.form(form, as_json)
    number = lookup.find_case(desk.reader, case)
    told = explaining.clocks_of(desk, number)
    if not told.clocks:
        desk.say(f"Case {number} has no clock: {words.no_clock(lookup.case_row(desk.reader, number))}")
    if chosen == "table":
        from aftersales.rendering import terminal

        sections = [explain_page.section(c, told) for c in told.clocks]
        terminal.page(terminal.console(sys.stdout, color=desk.color), sections)
    else:
        desk.emit_view(View(EXPLAIN_FIELDS, [explain_data.row(c, told) for c in told.clocks]), chosen)
