"""`schedule run`: what the timer calls."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from aftersales.actions.schedule import job, tasks
from aftersales.actions.schedule.tasks import TimedTasks
from aftersales.actions.sync import turn
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import mark, tr
from aftersales.rendering.fields.platform.scheduled_run import CLOSED, RAN, RUN_FIELDS, WAITED, ScheduledRun
from aftersales.rendering.fields.view import View

_LONGEST_JITTER = 600  # seconds
_IN_PART = 5
_STDERR = 2


def run(
    ctx: typer.Context,
    jitter: Annotated[
        str | None, typer.Option("--jitter", metavar="SECONDS", help=mark("Wait up to so many seconds first."))
    ] = None,
    page: Annotated[
        str | None, typer.Option("--page", metavar="FILE", help=mark("Then write the page there (a file or folder)."))
    ] = None,
    report: Annotated[
        str | None,
        typer.Option("--report", metavar="FILE", help=mark("Then write the morning report, once a day; - prints it.")),
    ] = None,
    notify: Annotated[
        bool, typer.Option("--notify", help=mark("Then warn people (`notify`), also while the desk is closed."))
    ] = False,
    as_json: Json = False,
) -> None:
    """Run `sync` once, as the timer does: only while the desk is open, and while no other run is under way. Where
    no shop is tied to TikTok, `import` reads the folders of exports instead.
    """
    app: App = ctx.obj
    seconds = _seconds(jitter)
    timed = tasks.placed(page, report, notify=notify)
    task = job.optional_task_of(app) if timed.options else job.task_of(app)
    done = _run(app, timed, task, seconds, aside=as_json)
    if as_json:
        app.output.emit_object(View(RUN_FIELDS, [done]), several=False)
    _say(app, done)
    code = _worst([code for _, code in done.commands])
    app.clock.tick()
    if done.state == RAN or code:  # a night without trouble doesn't hide that the last sync failed
        job.put_last_run(app.settings.ledger, job.LastRun(app.now, code))
    raise typer.Exit(code)


def _run(app: App, timed: TimedTasks, task: Sequence[str] | None, seconds: int, *, aside: bool) -> ScheduledRun:
    """Wait, read new data, and do what else is asked for. `aside`: what the commands print goes to stderr."""
    is_open = job.desk_is_open(app, app.now)
    if not is_open and not timed.notify:
        return ScheduledRun(CLOSED)
    time.sleep(random.uniform(0, seconds))  # noqa: S311  no secret hangs on it
    done = _read_and_written(app, timed, task, _STDERR if aside else None) if is_open else ScheduledRun(CLOSED)
    if not timed.notify:
        return done
    # Not within the turn: a first sync may take hours, and no deadline waits for it.
    warning = ["notify", "send", "-q"]
    return done._replace(commands=[*done.commands, (warning, _started(app, warning, stdout=subprocess.DEVNULL))])


def _read_and_written(app: App, timed: TimedTasks, task: Sequence[str] | None, stdout: int | None) -> ScheduledRun:
    """Read new data, and write what is to be written with them."""
    lines = [] if task is None else [task]
    try:
        with turn.only_run(app.settings.ledger, job.COMMAND) as mine:
            done = [(line, _started(app, line, stdout=stdout, **mine.handed())) for line in lines]
            # What can't be read anew is told too: the page and the report say how old the data are.
            more = tasks.commands(app, timed)
            done += [(line, _started(app, line, stdout=stdout, **mine.handed())) for line in more]
    except turn.AnotherSync:
        return ScheduledRun(WAITED)
    return ScheduledRun(RAN, done)


def _say(app: App, done: ScheduledRun) -> None:
    """Why nothing was read, where that is so."""
    if done.state == WAITED:
        app.output.notice(
            tr("Another run is under way; nothing was read.")
            if done.commands
            else tr("Another run is under way; nothing was done.")
        )
    elif done.state == CLOSED and not done.commands:
        app.output.notice(tr("The desk is closed; nothing was done."))


def _started(app: App, arguments: Sequence[str], **rest: Any) -> int:
    """The exit code of a command in a process of its own."""
    settings, options = app.settings, app.options
    places = ["--config", str(settings.config), "--ledger", str(settings.ledger)]
    now = ["--now", options.now] if options.now else []
    lang = ["--lang", options.lang] if options.lang else []
    command = [sys.executable, "-m", "aftersales", *places, *now, *lang, *arguments]
    return subprocess.run(  # noqa: S603  this program
        command, check=False, stdin=subprocess.DEVNULL, **rest
    ).returncode


def _worst(codes: Sequence[int]) -> int:
    """One exit code for several commands: that of the first that failed, before one that did a part of its work."""
    failed = [code for code in codes if code]
    return next((code for code in failed if code != _IN_PART), failed[0] if failed else 0)


def _seconds(jitter: str | None) -> int:
    if jitter is None:
        return 0
    if not (jitter.isascii() and jitter.isdigit() and len(jitter) < 5 and int(jitter) <= _LONGEST_JITTER):
        raise UsageError(
            tr("--jitter {value!r} is not a number of seconds up to {most}.", value=jitter, most=_LONGEST_JITTER)
        )
    return int(jitter)
