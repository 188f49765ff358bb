"""The timer of this computer: chosen, installed, found, removed."""

from __future__ import annotations

import re
import sys
from itertools import pairwise

from aftersales.actions.schedule import crontab, pasted, systemd
from aftersales.actions.schedule.job import ScheduledJob
from aftersales.context.app import App
from aftersales.errors import ConfigError
from aftersales.language import tr
from aftersales.rendering.fields.platform.schedule import ScheduleRow
from aftersales.settings.paths import token_file

SYSTEMD, CRON, LAUNCHD, WINDOWS = "systemd", "cron", "launchd", "windows"
KINDS = (SYSTEMD, CRON, LAUNCHD, WINDOWS)


def chosen(kind: str | None) -> str:
    """The kind of timer that this computer has, if none is named. Raises ConfigError where it has none."""
    if kind is not None:
        return kind
    if sys.platform == "darwin":
        return LAUNCHD
    if sys.platform == "win32":
        return WINDOWS
    if systemd.is_running():
        return SYSTEMD
    if crontab.is_there():
        return CRON
    raise ConfigError(
        tr(
            "This computer has neither a systemd of the user's nor a crontab. `aftersales schedule install --by cron "
            "--dry-run` prints the line for another one."
        )
    )


def text_of(app: App, job: ScheduledJob, kind: str) -> str:
    """What a timer of that kind consists of."""
    if kind == CRON:
        return crontab.block(job, uses_keyring=_uses_keyring(app, job))
    if kind == LAUNCHD:
        return pasted.launchd(job)
    if kind == WINDOWS:
        return pasted.task_scheduler(job)
    return "\n".join(systemd.units(job).values())


def install(app: App, job: ScheduledJob, kind: str) -> ScheduleRow:
    """Install a timer, in the place of an older one of either kind. What is to be pasted is only returned. Raises
    ConfigError, and changes nothing then.
    """
    text, changed = text_of(app, job, kind), False
    if kind == SYSTEMD:
        changed = systemd.install(systemd.units(job))
        if crontab.installed():
            crontab.remove()
    elif kind == CRON:
        changed = crontab.install(text)
        systemd.remove()
    return ScheduleRow(kind, job.every, text, changed)


def installed() -> ScheduleRow:
    """The timer that `install` left on this computer. Raises ConfigError where the crontab can't be read."""
    for kind, text in ((SYSTEMD, systemd.installed()), (CRON, crontab.installed())):
        if text is not None:
            return ScheduleRow(kind, _every(text), text)
    return ScheduleRow(None, None, "")


def remove() -> ScheduleRow:
    """Take away what `install` left, and nothing else; returns what that was. Raises ConfigError."""
    before = installed()
    removed = [systemd.remove(), crontab.is_there() and crontab.remove()]
    return before._replace(changed=any(removed))


def _every(text: str) -> int | None:
    """How often a timer runs, from its minutes."""
    minutes = re.search(r"^(?:OnCalendar=\*-\*-\* \*:)?(\d+(?:,\d+)+)(?::00$| \*)", text, re.MULTILINE)
    if minutes is None:
        return None
    runs = list(map(int, minutes[1].split(",")))
    return max(after - before for before, after in pairwise([*runs, runs[0] + 60]))


def _uses_keyring(app: App, job: ScheduledJob) -> bool:
    """Whether the keyring has tokens, or the address of somebody who is warned."""
    if job.warns:
        from aftersales.actions.notify import receivers

        if any(known.place == receivers.KEYRING for known in receivers.directory(app).receivers):
            return True
    if not token_file().exists():
        return False
    from aftersales.actions.sync.accounts import token_store

    return token_store(app).uses_keychain()
