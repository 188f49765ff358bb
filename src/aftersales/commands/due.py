"""`due`: the morning list, narrowed as asked, and judged for --check."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales import user_input
from aftersales.actions import due_list
from aftersales.actions.due_list import ListOptions
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.list_options import takes_list_options
from aftersales.commandline.options import Fields, Format, Json
from aftersales.context.app import App
from aftersales.language import mark
from aftersales.rendering.reports import due as due_report

typer_app = single()


Check = Annotated[
    bool,
    typer.Option("--check", help=mark("Exit 4 when something is overdue, 6 when it can't be said, 3 when due today.")),
]
Long = Annotated[bool, typer.Option("--long", help=mark("Three lines for each duty, none folded."))]
NoPager = Annotated[bool, typer.Option("--no-pager", help=mark("Don't show a long list through a pager."))]
Strict = Annotated[bool, typer.Option("--strict", help=mark("--check: looks and your own chores count too."))]
MaxAge = Annotated[
    str,
    typer.Option(
        "--max-age", metavar="SPAN", help=mark("--check: how old after-sales data may be, such as 24h or 2d.")
    ),
]
_MAX_AGE = "24h"


@typer_app.command(cls=AppCommand)
@takes_list_options()
def due(
    ctx: typer.Context,
    options: ListOptions,
    check: Check = False,
    strict: Strict = False,
    max_age: MaxAge = _MAX_AGE,
    long: Long = False,
    no_pager: NoPager = False,
    fields: Fields = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """What to do now, by when, and what happens if you don't: all that is overdue, and what is due in two days."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json, fields)
    due_report.refuse_unknown_fields(fields)
    if max_age != _MAX_AGE:
        user_input.span(max_age, "--max-age")  # a mistake is refused before anything is shown
    pager = app.settings.display.pager
    request = due_list.request_of(app, options, count_later=chosen == "table")
    if chosen == "table" and not long:
        from aftersales.actions import due_agenda  # no other format needs it

        frame, agenda = due_agenda.page_of(app, request, options)
        due_report.show_agenda(frame, agenda, app.output, paged=not no_pager, configured_pager=pager)
        report = None
    else:
        report = due_list.report(app, request)
        due_report.show(report, app.output, chosen, fields, paged=not no_pager, configured_pager=pager)
        frame = report.frame
    if check:
        from aftersales.actions import due_check  # only where the list is judged

        if report is None:
            lines = due_check.gathered_lines(app, request.filters)
        else:
            lines = due_check.lines_of(app, report, request.filters)
        judged = due_check.judge(frame, lines, options, max_age, strict=strict)
        due_report.show_doubt(judged, app.output)
        raise typer.Exit(judged.exit_code)
