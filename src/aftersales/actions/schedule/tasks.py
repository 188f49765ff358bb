"""What a timed run does beside reading new data."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aftersales.actions.report.span import MORNING
from aftersales.actions.schedule.job import BEFORE_OPENING, WARNINGS
from aftersales.context import extras
from aftersales.context.app import App
from aftersales.context.run_clock import local_zone
from aftersales.errors import FileRefused, LedgerError
from aftersales.language import tr
from aftersales.ledger.facts import report_marks
from aftersales.named_tuple import NamedTuple
from aftersales.policies.find import market_code, markets

if TYPE_CHECKING:
    from aftersales.actions.notify.receivers import KnownReceiver

STDOUT = "-"
_WITHOUT_STAFF = time(7)  # when the report comes where no staff calendar says when the desk opens
_FORMATS = {".md": "md", ".html": "html", ".htm": "html", ".json": "json"}


class TimedTasks(NamedTuple):
    """What is asked for: the `page`, a file or folder; the morning's `report`, a file or `-` for stdout; whether to
    `notify` people.
    """

    page: str | None = None
    report: str | None = None
    notify: bool = False

    @property
    def options(self) -> list[str]:
        """The options of `schedule run` that ask for it."""
        pairs = (("--page", self.page), ("--report", self.report))
        options = [word for name, value in pairs if value is not None for word in (name, value)]
        return [*options, WARNINGS] if self.notify else options


def placed(page: str | None, report: str | None, *, notify: bool = False) -> TimedTasks:
    """The same with whole paths: a timer starts in another folder. Raises FileRefused where a folder is not there."""
    return TimedTasks(_place(page), _place(report), notify)


def receivers_of(app: App) -> Sequence[KnownReceiver]:
    """Who is warned. Raises ConfigError where nobody is, or what sends messages is not installed."""
    from aftersales.actions.notify import receivers, run

    extras.require("notify")
    known = receivers.directory(app).receivers
    if not known:
        raise run.nobody()
    return known


def _place(typed: str | None) -> str | None:
    if typed is None or typed == STDOUT:
        return typed
    path = Path(typed).expanduser().absolute()
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():
        raise FileRefused(path, tr("there is no folder {folder}", folder=folder), tr("Make it, or name another file."))
    return str(path)


def commands(app: App, tasks: TimedTasks) -> list[list[str]]:
    """The commands of a run now that write something, after new data were read."""
    lines = [] if tasks.page is None else [["page", tasks.page, "-q"]]
    if tasks.report is not None and report_is_due(app, app.now):
        lines.append(_report(tasks.report))
    return lines


def _report(place: str) -> list[str]:
    """The morning report with its mark. cron mails what is printed, so nothing is where there is nothing to tell."""
    if place == STDOUT:
        return ["report", "morning", "--mark", "--quiet-if-empty"]
    form = _FORMATS.get(Path(place).suffix.lower(), "text")
    return ["report", "morning", "--mark", "--format", form, "--output", place]


def report_is_due(app: App, now: datetime) -> bool:
    """Whether the morning has begun and its report was not made yet: what the clock of a summer time does changes
    nothing, and a computer that slept makes it when it wakes.
    """
    begin = morning_of(app, now)
    if begin is None:
        return False
    with suppress(LedgerError), app.ledger.as_stored() as ledger:
        mark = report_marks.mark_of(ledger, MORNING, None)
        return mark is None or mark.at < begin
    return True  # the report itself says what is wrong with the ledger


def morning_of(app: App, now: datetime) -> datetime | None:
    """When the last morning began: half an hour before the desk opened, by the staff calendar of the first shop that
    has one; else at 7:00 of the list's zone. None where the desk has not been open for two weeks.
    """
    for shop in app.settings.shops.values():
        zone = ZoneInfo(shop.timezone or markets()[market_code(shop.market)].timezone)
        calendar = app.rules.staff_calendar(shop, zone)
        if calendar is None:
            continue
        today = now.astimezone(calendar.zone).date()
        for ago in range(-1, 14):
            opens = [opening for opening, _ in calendar.shifts(today - timedelta(days=ago))]
            if opens and min(opens) - BEFORE_OPENING <= now:
                return min(opens) - BEFORE_OPENING
        return None
    zone_of_day = ZoneInfo(app.settings.display.timezone) if app.settings.display.timezone else local_zone()
    today = now.astimezone(zone_of_day).date()
    begins = (datetime.combine(today - timedelta(days=ago), _WITHOUT_STAFF, zone_of_day) for ago in (0, 1))
    return next(begin for begin in begins if begin <= now)
