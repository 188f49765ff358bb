"""`schedule run`: what the timer calls."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import Annotated

import typer

from aftersales.actions.schedule import job
from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import mark, tr

_LONGEST_JITTER = 600  # seconds


def run(
    ctx: typer.Context,
    jitter: Annotated[
        str | None, typer.Option("--jitter", metavar="SECONDS", help=mark("Wait up to so many seconds first."))
    ] = None,
) -> None:
    """Run `sync` once, as the timer does: only while the desk is open, and while no other timed run is under way. Where
    no shop is tied to TikTok, `import` reads the folders of exports instead.
    """
    app: App = ctx.obj
    seconds = _seconds(jitter)
    task = job.task_of(app)
    if not job.desk_is_open(app, app.now):
        app.output.notice(tr("The desk is closed; nothing was done."))
        return
    time.sleep(random.uniform(0, seconds))  # noqa: S311  no secret hangs on it
    with job.only_run(app.settings.ledger) as is_alone:
        if not is_alone:
            app.output.notice(tr("Another timed run is under way; nothing was done."))
            return
        settings = app.settings
        places = ["--config", str(settings.config), "--ledger", str(settings.ledger)]
        now = ["--now", app.options.now] if app.options.now else []
        command = [sys.executable, "-m", "aftersales", *places, *now, *task]
        code = subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode  # noqa: S603  this program
        app.clock.tick()
        job.put_last_run(settings.ledger, job.LastRun(app.now, code))
    raise typer.Exit(code)


def _seconds(jitter: str | None) -> int:
    if jitter is None:
        return 0
    if not (jitter.isascii() and jitter.isdigit() and len(jitter) < 5 and int(jitter) <= _LONGEST_JITTER):
        raise UsageError(
            tr("--jitter {value!r} is no number of seconds up to {most}.", value=jitter, most=_LONGEST_JITTER)
        )
    return int(jitter)
