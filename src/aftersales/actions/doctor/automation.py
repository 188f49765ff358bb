"""Checks of what runs by itself: the timer, and folders of exports."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shlex import quote

from aftersales import text
from aftersales.actions.doctor.finding import fault, ok, warning
from aftersales.actions.doctor.installation import Installation
from aftersales.actions.schedule import job, timer
from aftersales.actions.schedule.job import LastRun
from aftersales.errors import AftersalesError
from aftersales.language import tr
from aftersales.rendering.fields.platform.schedule import ScheduleRow
from aftersales.rendering.fields.setup.findings import Finding

_LATE = timedelta(hours=2)  # four times the longest interval of a timer
_GOOD = (0, 5)  # 5: some streams or rows failed, and the list says which
_INSTALL = "aftersales schedule install"


def schedule(installation: Installation) -> Iterator[Finding]:
    """Whether the timer that was installed is for this ledger, runs, and ends well."""
    settings = installation.settings
    try:
        row = timer.installed()
    except AftersalesError as error:
        yield warning(str(error), "crontab -l")
        return
    last = job.last_run(settings.ledger)
    if row.by is None:
        yield ok(tr("no timer is installed"), _INSTALL if _has_task(installation) else "")
        return
    program = re.search(r'(/[^\s"\']*python[^\s"\']*)', row.text)
    if program is not None and not Path(program[1]).exists():
        yield fault(tr("the timer starts {program}, which is gone", program=program[1]), _INSTALL)
    elif str(settings.ledger.absolute()) not in row.text.replace("\\", "") and sys.platform != "win32":
        yield warning(tr("the timer is for another ledger than {ledger}", ledger=settings.ledger), _INSTALL)
    else:
        yield from _runs(installation, row, last)


def _runs(installation: Installation, row: ScheduleRow, last: LastRun | None) -> Iterator[Finding]:
    """How the last run ended, and whether one is overdue."""
    app = installation.app
    if last is not None and last.code not in _GOOD:
        yield fault(
            tr(
                "the last run failed {span} ago (exit code {code})",
                span=text.span(int((app.now - last.at).total_seconds())),
                code=last.code,
            ),
            "aftersales schedule run",
        )
        return
    # Open for so long that several runs must have been.
    is_open = all(job.desk_is_open(app, app.now - ago) for ago in (timedelta(), _LATE / 2, _LATE))
    if last is None:
        yield ok(tr("a timer ({by}) is installed, and has not run yet", by=row.by), "aftersales schedule run")
        return
    span = text.span(int((app.now - last.at).total_seconds()))
    if is_open and app.now - last.at > _LATE:
        sentence = tr("the timer ({by}) ran {span} ago, and the desk has been open since", by=row.by, span=span)
        yield warning(
            sentence, "systemctl --user status aftersales-sync.timer" if row.by == timer.SYSTEMD else _INSTALL
        )
    else:
        yield ok(tr("the timer ({by}) ran {span} ago", by=row.by, span=span))


def _has_task(installation: Installation) -> bool:
    try:
        return bool(job.task_of(installation.app))
    except AftersalesError:
        return False


def exports(installation: Installation) -> Iterator[Finding]:
    """Whether the folders are there in which the shops' export files lie."""
    configured = {n: s.exports for n, s in installation.settings.shops.items() if s.exports}
    for name, typed in configured.items():
        folder = Path(str(typed)).expanduser()
        key = f"shops.{name}.exports"
        if not folder.is_dir():
            sentence = tr("{folder} is not a folder, so no file is found there", folder=folder)
            yield fault(sentence, f"aftersales config set {quote(key)} {quote(str(Path.home() / 'Downloads'))}", name)
        elif not os.access(folder, os.R_OK | os.X_OK):
            yield fault(tr("{folder} can't be read", folder=folder), f"chmod u+rx {quote(str(folder))}", name)
        else:
            yield ok(str(folder), subject=name)
    if not configured:
        yield ok(tr("no folder is set; name the files yourself"))
