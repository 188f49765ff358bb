"""`notify send`: what is due soon or overdue, told to people."""

from __future__ import annotations

import typer

from aftersales import user_input
from aftersales.actions.notify import receivers, run
from aftersales.actions.notify.plans import NotifyOptions
from aftersales.commandline.options import FormatWithoutIds, Json
from aftersales.commands.notify._send_options import (
    DryRun,
    Levels,
    MarkReport,
    OnlyNew,
    QuietIfEmpty,
    Receivers,
    Report,
    Shops,
)
from aftersales.context import extras
from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.rendering.reports import notify as notify_report


def send(
    ctx: typer.Context,
    level: Levels = None,
    shop: Shops = None,
    to: Receivers = None,
    report: Report = None,
    only_new: OnlyNew = False,
    quiet_if_empty: QuietIfEmpty = False,
    mark: MarkReport = False,
    dry_run: DryRun = False,
    form: FormatWithoutIds = None,
    as_json: Json = False,
) -> None:
    """Warn of deadlines in 24 hours, in 4 hours, and past: once each, all of one receiver in one message."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    extras.require("notify")
    options = NotifyOptions(user_input.values(level or ()), shop or (), to or (), dry_run)
    if report is None and (only_new or quiet_if_empty or mark):
        raise UsageError(tr("--only-new, --quiet-if-empty and --mark go with --report."))
    if report is not None and level:
        raise UsageError(tr("--level is of warnings, and --report sends none; give one of them."))
    directory = receivers.directory(app)
    if report is None:
        rows = run.run(app, directory, options)
    else:
        from aftersales.actions.notify import report as report_action
        from aftersales.actions.notify.report import ReportSending

        rows = report_action.run(app, directory, ReportSending(report, only_new, quiet_if_empty, mark), options)
    notify_report.show(rows, app.output, chosen)
    if code := notify_report.exit_code(rows):
        raise typer.Exit(code)
