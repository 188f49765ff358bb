"""`schedule install`: the timer set up."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.schedule import job, pasted, tasks, timer
from aftersales.actions.sync import environment
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.core.choices import one_of
from aftersales.language import mark, tr
from aftersales.rendering.fields.platform.schedule import SCHEDULE_FIELDS, ScheduleRow
from aftersales.rendering.fields.view import View


def install(
    ctx: typer.Context,
    every: Annotated[str, typer.Option("--every", metavar="SPAN", help=mark("How often, from 15m to 30m."))] = "20m",
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="|".join(timer.KINDS), help=mark("The kind of timer (default: what this computer has).")
        ),
    ] = None,
    page: Annotated[
        str | None,
        typer.Option("--page", metavar="FILE", help=mark("Also write the page there (a file or folder), each time.")),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option("--report", metavar="FILE", help=mark("Also write the morning report, once a day; - prints it.")),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=mark("Print the timer; change nothing."))] = False,
    as_json: Json = False,
) -> None:
    """Let a timer run `sync` every 20 minutes while your staff is in, from half an hour before it opens. Days off and
    holidays of the staff calendar count. It is a timer of systemd, else a line in your crontab. On macOS and Windows
    the text to paste is printed. The morning report comes with the first run of a working day; it goes on from the
    last one (`report morning --mark`).
    """
    app: App = ctx.obj
    kind = timer.chosen(by if by is None else one_of("--by", by, timer.KINDS))
    scheduled = job.job_of(app, every, options=tasks.placed(page, report).options)
    prints = dry_run or kind in (timer.LAUNCHD, timer.WINDOWS)
    row = ScheduleRow(kind, scheduled.every, timer.text_of(app, scheduled, kind), dry_run=dry_run)
    if not prints:
        row = timer.install(app, scheduled, kind)
    if as_json:
        app.output.emit_object(View(SCHEDULE_FIELDS, [row]), several=False)
        return
    if prints:
        app.output.emit([row.text])
    _tell(app, row, prints=prints)


def _tell(app: App, row: ScheduleRow, *, prints: bool) -> None:
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
    for shop in app.settings.shops.values():
        for name in ("APP_SECRET", "ACCESS_TOKEN"):
            if shop.app and (variable := environment.variable(name, shop.app)):
                app.output.warn(
                    tr("Note: {variable} is set in this session only. The timer doesn't have it.", variable=variable)
                )
                return
    if not prints:
        notice(tr("To see it: aftersales schedule show · to remove it: aftersales schedule remove"))
