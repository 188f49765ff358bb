"""`report morning`: what is due, decided, missed and new."""

from __future__ import annotations

import typer

from aftersales.actions.report import span as report_span
from aftersales.actions.report.span import ReportOptions
from aftersales.commandline.options import Json, Redact
from aftersales.commands.report._report_command import (
    MarkReport,
    OnlyNew,
    QuietIfEmpty,
    ReportFormat,
    ReportShops,
    after,
)
from aftersales.context.app import App
from aftersales.rendering.reports import report as report_output


def morning(
    ctx: typer.Context,
    shop: ReportShops = [],  # noqa: B006  (Typer reads it)
    only_new: OnlyNew = False,
    quiet_if_empty: QuietIfEmpty = False,
    mark: MarkReport = False,
    redact: Redact = False,
    form: ReportFormat = None,
    as_json: Json = False,
) -> None:
    """What is due, what TikTok decided, what was missed and what that cost, what came in, and how fresh the data are:
    short enough for a phone. It tells what is new since the last report with --mark; without one, since 24 hours ago.
    """
    from aftersales.actions.report import morning as morning_action  # the week's report needs none of it

    app: App = ctx.obj
    chosen = report_output.form(form, as_json)
    if redact:
        app.ledger.redact()
    options = ReportOptions(tuple(shop), only_new)
    report = morning_action.morning_report(app, options)
    pager = app.settings.display.pager
    was_read = (quiet_if_empty and report.is_empty) or report_output.show_morning(report, app.output, chosen, pager)
    if mark and was_read:
        after(
            ctx, lambda: report_span.put_mark(app, report_span.MORNING, report_span.scope_of(app, options), report.span)
        )
