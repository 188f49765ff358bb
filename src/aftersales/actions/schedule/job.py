"""What a timer runs, how often, and when the desk is open."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from aftersales.context.app import App
from aftersales.context.run_language import of_locale
from aftersales.core.time.instants import instant, iso
from aftersales.errors import ConfigError, UsageError
from aftersales.language import LANGUAGES, tr
from aftersales.named_tuple import NamedTuple
from aftersales.policies.find import market_code, markets
from aftersales.settings.paths import receivers_file, token_file
from aftersales.user_input import span

COMMAND = "schedule"  # the name for others that wait
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(minutes=30)
WARNINGS = "--notify"  # the option of a run that warns people too
BEFORE_OPENING = timedelta(minutes=30)  # the list is up to date when the desk opens


class ScheduledJob(NamedTuple):
    """What a timer runs: the words of the command, variables that it needs, every so many minutes from `offset` past
    the hour on. No secret is among them.
    """

    command: tuple[str, ...]
    variables: tuple[tuple[str, str], ...]
    every: int
    offset: int

    @property
    def warns(self) -> bool:
        """Whether people are warned too, at any hour."""
        return WARNINGS in self.command

    @property
    def minutes(self) -> list[int]:
        """The minutes of every hour at which it runs; they are never further apart than asked."""
        return sorted({minute % 60 for minute in range(self.offset, self.offset + 60, self.every)})


def job_of(app: App, every: str, *, options: Sequence[str] = ()) -> ScheduledJob:
    """The job for the configuration and ledger of this run; `options` ask for more than new data. Its minute
    depends on the computer and the shops: not all sellers ask at the full hour, and each `install` gives the same one.
    Raises UsageError for an interval out of bounds, and ConfigError if there is nothing to do.
    """
    length = span(every, "--every", tr("15m, 20m or 30m"))
    if not SHORTEST <= length <= LONGEST:
        raise UsageError(
            tr(
                "--every {every} is out of bounds: it takes 15m to 30m. The shortest deadline known is 24 hours.",
                every=every,
            )
        )
    if not options:
        task_of(app)
    minutes = int(length.total_seconds() // 60)
    settings = app.settings
    command = (
        sys.executable, "-m", "aftersales", "--config", str(settings.config.absolute()),
        "--ledger", str(settings.ledger.absolute()), *_language(app), "schedule", "run", *options,
    )  # fmt: skip
    places = {"AFTERSALES_TOKENS": token_file} | (
        {"AFTERSALES_RECEIVERS": receivers_file} if WARNINGS in options else {}
    )
    variables = [(name, str(path)) for name, place in places.items() if (path := _unusual(place)) is not None]
    return ScheduledJob(command, tuple(variables), minutes, _offset(app, minutes))


def _unusual(place: Callable[..., Path]) -> Path | None:
    """Where a file lies, if a timer would look for it elsewhere."""
    path = place().absolute()
    usual = place({name: value for name, value in os.environ.items() if name in ("HOME", "LOCALAPPDATA")})
    return None if path == usual else path


def _language(app: App) -> list[str]:
    """The option --lang for the timed command, if this run's language is not in the configuration: a timer has neither
    the options that were typed nor the session's environment.
    """
    configured = app.settings.display.lang
    chosen = app.options.lang
    if chosen is None and configured is None and (of_session := of_locale()) != LANGUAGES[0]:
        chosen = of_session
    return [] if chosen in (None, configured) else ["--lang", str(chosen)]


def _offset(app: App, minutes: int) -> int:
    from hashlib import sha256  # only where a timer is set up

    shops = (f"{name} {shop.platform_id or ''}" for name, shop in sorted(app.settings.shops.items()))
    seed = "\n".join((platform.node(), str(app.settings.ledger.absolute()), *shops))
    return int.from_bytes(sha256(seed.encode("utf-8", "surrogateescape")).digest()[:8], "big") % minutes


def task_of(app: App) -> list[str]:
    """How a run reads new data: `sync` where a shop is tied to the platform, else `import` from the folders of its
    exports. Raises ConfigError where neither is set up.
    """
    if task := optional_task_of(app):
        return task
    raise ConfigError(
        tr(
            "There is nothing to run yet: tie a shop to TikTok (aftersales login --shop NAME), or say where its export "
            "files lie (aftersales config set shops.NAME.exports FOLDER)."
        )
    )


def optional_task_of(app: App) -> list[str] | None:
    """As `task_of`; None if nothing is set up, as when all is recorded by hand."""
    shops = app.settings.shops.values()
    if any(shop.app and shop.platform_id for shop in shops):
        return ["sync", "-q"]
    return ["import", "-q"] if any(shop.exports for shop in shops) else None


def desk_is_open(app: App, now: datetime) -> bool:
    """Whether any shop's staff is in, or comes within half an hour. A shop without a staff calendar is always open.
    Raises ConfigError where a calendar of holidays can't be read.
    """
    for shop in app.settings.shops.values():
        zone = ZoneInfo(shop.timezone or markets()[market_code(shop.market)].timezone)
        calendar = app.rules.staff_calendar(shop, zone)
        if calendar is None:
            return True
        today = now.astimezone(calendar.zone).date()
        for day in (today - timedelta(days=1), today, today + timedelta(days=1)):
            if any(opens - BEFORE_OPENING <= now <= closes for opens, closes in calendar.shifts(day)):
                return True
    return False


def _place(ledger: Path) -> Path:
    """The file beside a ledger in which the last timed run says how it ended; `schedule remove` takes it away."""
    real = ledger.resolve()
    return real.with_name(f".{real.name}.last-run")


class LastRun(NamedTuple):
    """When a timed run ended (UTC), and with which exit code."""

    at: datetime
    code: int


def put_last_run(ledger: Path, run: LastRun) -> None:
    """Keep how the timed run ended that is under way. What can't be kept is no reason to fail."""
    with suppress(OSError):
        _place(ledger).write_text(f"{iso(run.at)} {run.code}\n", encoding="ascii")


def forget_last_run(ledger: Path) -> None:
    """Take away what the timed runs of a ledger left."""
    with suppress(OSError):
        _place(ledger).unlink(missing_ok=True)


def last_run(ledger: Path) -> LastRun | None:
    """How the last timed run ended; None where there was none."""
    try:
        at, code = _place(ledger).read_text(encoding="ascii").split()
        return LastRun(instant(at), int(code))
    except (OSError, ValueError):
        return None
