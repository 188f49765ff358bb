"""`schedule install`: the timer set up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from aftersales.actions.notify.receivers import ENVIRONMENT, KnownReceiver
from aftersales.actions.schedule import job, pasted, tasks, timer
from aftersales.actions.sync import environment
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.core.choices import one_of
from aftersales.language import mark, tr
from aftersales.rendering.fields.platform.schedule import SCHEDULE_FIELDS, WARNS_AT_ANY_HOUR, ScheduleRow
from aftersales.rendering.fields.view import View

Every = Annotated[str, typer.Option("--every", metavar="SPAN", help=mark("How often, from 15m to 30m."))]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="|".join(timer.KINDS), help=mark("The kind of timer (default: what this computer has).")
    ),
]
Page = Annotated[
    str | None,
    typer.Option("--page", metavar="FILE", help=mark("Also write the page there (a file or folder), each time.")),
]
Report = Annotated[
    str | None,
    typer.Option("--report", metavar="FILE", help=mark("Also write the morning report, once a day; - prints it.")),
]
Notify = Annotated[bool, typer.Option("--notify", help=mark("Also warn people of deadlines (`notify`), at any hour."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=mark("Print the timer; change nothing."))]


def install(
    ctx: typer.Context,
    every: Every = "20m",
    by: By = None,
    page: Page = None,
    report: Report = None,
    notify: Notify = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Let a timer run `sync` every 20 minutes while your staff is in, from half an hour before it opens. Days off and
    holidays of the staff calendar count. It is a timer of systemd, else a line in your crontab. On macOS and Windows
    the text to paste is printed. The morning report comes with the first run of a working day; it goes on from the
    last one (`report morning --mark`). Warnings go out at any hour, except those that can wait until the desk opens.
    """
    app: App = ctx.obj
    kind = timer.chosen(by if by is None else one_of("--by", by, timer.KINDS))
    receivers = tasks.receivers_of(app) if notify else []
    scheduled = job.job_of(app, every, options=tasks.placed(page, report, notify=notify).options)
    prints = dry_run or kind in (timer.LAUNCHD, timer.WINDOWS)
    row = ScheduleRow(kind, scheduled.every, timer.text_of(app, scheduled, kind), dry_run=dry_run)
    if not prints:
        row = timer.install(app, scheduled, kind)
    if as_json:
        app.output.emit_object(View(SCHEDULE_FIELDS, [row]), several=False)
        return
    if prints:
        app.output.emit([row.text])
    _tell(app, row)
    if notify:
        app.output.notice(tr(WARNS_AT_ANY_HOUR))
    _warn_of_variables(app, receivers)
    if not prints:
        app.output.notice(tr("To see it: aftersales schedule show · to remove it: aftersales schedule remove"))


def _tell(app: App, row: ScheduleRow) -> None:
    notice = app.output.notice
    if row.dry_run:
        notice(tr("Dry run: nothing was changed."))
    elif row.by == timer.LAUNCHD:
        notice(tr("Save this as {path}, then type: launchctl load {path}", path=pasted.PLIST))
    elif row.by == timer.WINDOWS:
        notice(
            tr("Paste this into a command prompt. To remove the task: schtasks /Delete /TN {name}", name=pasted.LABEL)
        )
    elif row.by == timer.SYSTEMD:
        notice(
            tr(
                "A timer of systemd runs every {minutes} minutes while the desk is open. It ends when you log out, "
                "unless you type once: loginctl enable-linger",
                minutes=row.every,
            )
        )
    else:
        notice(tr("A line in your crontab runs every {minutes} minutes while the desk is open.", minutes=row.every))


def _warn_of_variables(app: App, receivers: Sequence[KnownReceiver]) -> None:
    """Say which secrets are in this session's environment, where no timer looks."""
    apps = [shop.app for shop in app.settings.shops.values() if shop.app]
    variables = [environment.variable(name, key) for key in apps for name in ("APP_SECRET", "ACCESS_TOKEN")]
    variables += [known.variable for known in receivers if known.place == ENVIRONMENT]
    for variable in dict.fromkeys(filter(None, variables)):
        app.output.warn(
            tr("Note: {variable} is set in this session only. The timer doesn't have it.", variable=variable)
        )
