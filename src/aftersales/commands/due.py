"""`due`: the morning list, narrowed as asked, and judged for --check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from aftersales import user_input
from aftersales.actions import due_list
from aftersales.actions.due_list import DueRequest, ListOptions
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.list_options import (
    SYNC_TIMEOUT,
    NoSync,
    Sync,
    SyncTimeout,
    sync_before,
    takes_list_options,
    wants_sync,
)
from aftersales.commandline.options import CalendarFormat, Fields, Json
from aftersales.context.app import App
from aftersales.core.deadlines.due_list import DueFrame, DueReport
from aftersales.language import mark
from aftersales.rendering.formats import CALENDAR, PAGES
from aftersales.rendering.reports import due as due_report

if TYPE_CHECKING:
    from aftersales.rendering.calendar_file.entry import CalendarLines

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
    sync: Sync = False,
    no_sync: NoSync = False,
    sync_timeout: SyncTimeout = SYNC_TIMEOUT,
    fields: Fields = None,
    form: CalendarFormat = None,
    as_json: Json = False,
) -> None:
    """What to do now, by when, and what happens if you don't: all that is overdue, and what is due in two days."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json, fields)
    due_report.refuse_unknown_fields(fields)
    if max_age != _MAX_AGE:
        user_input.span(max_age, "--max-age")  # a mistake is refused before anything is shown
    pager = app.settings.display.pager
    is_agenda = chosen in PAGES and not long and not fields
    later = chosen in PAGES
    request = due_list.request_of(app, _ahead(options, chosen), count_later=later)
    if wants_sync(app, "due", sync=sync, no_sync=no_sync) and sync_before(app, request, sync, sync_timeout):
        request = due_list.request_of(app, _ahead(options, chosen), count_later=later)
    if is_agenda:
        from aftersales.actions import due_agenda  # no other format needs it

        frame, agenda = due_agenda.page_of(app, request, options)
        due_report.show_agenda(frame, agenda, app.output, chosen, paged=not no_pager, configured_pager=pager)
        report = None
    else:
        report = due_list.report(app, request)
        calendar = _calendar(app, report, request, options) if chosen == CALENDAR else None
        due_report.show(report, app.output, chosen, fields, calendar, paged=not no_pager, configured_pager=pager)
        frame = report.frame
    if check:
        raise typer.Exit(_judge(app, report, frame, request, options, max_age, strict))


def _ahead(options: ListOptions, form: str) -> ListOptions:
    """The options; a calendar has all that is to come, where no horizon was typed."""
    return options._replace(everything=True) if form == CALENDAR and options.within is None else options


def _calendar(app: App, report: DueReport, request: DueRequest, options: ListOptions) -> CalendarLines:
    from aftersales.actions import due_calendar  # no other format needs it

    return due_calendar.lines_of(app, report, request, options)


def _judge(
    app: App,
    report: DueReport | None,
    frame: DueFrame,
    request: DueRequest,
    options: ListOptions,
    age: str,
    strict: bool,
) -> int:
    """The exit code of --check, and on stderr why nobody can tell. `report` is the list duty by duty, where that was
    shown.
    """
    from aftersales.actions import due_check  # only where the list is judged

    filters = request.filters
    lines = due_check.lines_of(app, report, filters) if report else due_check.gathered_lines(app, filters)
    judged = due_check.judge(frame, lines, options, age, strict=strict)
    due_report.show_doubt(judged, app.output)
    return judged.exit_code
