"""The instant that a run takes as now."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aftersales.core.time.instants import YEARS
from aftersales.errors import UsageError
from aftersales.language import tr


class RunClock:
    """Reads the clock once, so that all parts of a run agree on what is overdue; `fixed` is --now as typed."""

    def __init__(self, fixed: str | None = None) -> None:
        self._fixed = fixed
        self._now: datetime | None = None

    def now(self) -> datetime:
        """The instant of this run (UTC, whole seconds): --now, else the system's clock. Raises UsageError for a --now
        without an offset or out of range.
        """
        if self._now is None:
            self._now = datetime.now(UTC).replace(microsecond=0) if self._fixed is None else _instant(self._fixed)
        return self._now

    def tick(self) -> None:
        """Read the clock anew from here on, for a session that lasts. A fixed instant stays."""
        self._now = None


def local_zone() -> tzinfo:
    """The machine's time zone: TZ, else the system's; its offset of today where its name can't be found."""
    name = os.environ.get("TZ", "").lstrip(":")
    if not name:
        _, _, name = os.path.realpath("/etc/localtime").partition("zoneinfo/")
    try:
        return ZoneInfo(name) if name else _offset_of_today()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _offset_of_today()


def _offset_of_today() -> tzinfo:
    return datetime.now().astimezone().tzinfo or UTC


def _instant(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        when = None
    if when is None or when.tzinfo is None or when.year not in YEARS:
        raise UsageError(
            tr("--now takes a time with its offset, such as 2026-11-24T09:00:00+00:00, not {entered!r}.", entered=text)
        )
    return when.astimezone(UTC).replace(microsecond=0)
