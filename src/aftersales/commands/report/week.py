"""`report week`: the week past and the one to come."""

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


def week(
    ctx: typer.Context,
    shop: ReportShops = [],  # noqa: B006  (Typer reads it)
    only_new: OnlyNew = False,
    quiet_if_empty: QuietIfEmpty = False,
    mark: MarkReport = False,
    redact: Redact = False,
    form: ReportFormat = None,
    as_json: Json = False,
) -> None:
    """The week past: what was answered and by whom, missed, refunded and won back. And the week to come: what must be
    done on each day, which days are working days, and the money. With --only-new the past goes from the last report
    with --mark, else over seven days.
    """
    from aftersales.actions.report import week as week_action  # the morning's report needs none of it

    app: App = ctx.obj
    chosen = report_output.form(form, as_json)
    if redact:
        app.ledger.redact()
    options = ReportOptions(tuple(shop), only_new)
    report = week_action.week_report(app, options)
    pager = app.settings.display.pager
    was_read = (quiet_if_empty and report.is_empty) or report_output.show_week(report, app.output, chosen, pager)
    if mark and was_read:
        scope = report_span.scope_of(app, options)
        after(ctx, lambda: report_span.put_mark(app, report_span.WEEK, scope, report.span))
