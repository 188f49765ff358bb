"""The instant that a run takes as now."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aftersales.core.time.instants import YEARS


class RunClock:
    """Reads the clock once, so that all parts of a run agree on what is overdue; `fixed` is --now as typed."""

    def __init__(self, fixed: str | None = None) -> None:
        self._fixed = fixed
        self._now: datetime | None = None

    def now(self) -> datetime:
        """The instant of this run (UTC, whole seconds): --now, else the system's clock. Raises UsageError for a --now
        without its zone or out of range.
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
    if when is not None and when.tzinfo is not None and when.year in YEARS:
        return when.astimezone(UTC).replace(microsecond=0)
    from aftersales import time_reader  # most runs are given none, and most of those in this form

    return time_reader.fixed_now(text, datetime.now(UTC).replace(microsecond=0))
