"""The time of an export, as its file name states it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from aftersales.core.time.length import to_utc

# `All order-2026-09-09-07_16.csv`, as Seller Center names its files; the seconds are not always there.
_STATED = re.compile(r"(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_ T.]+(\d\d)[-_:.h]?(\d\d)(?:[-_:.]?(\d\d))?(?!\d)", re.ASCII)


def stated_time(name: str, zone: ZoneInfo) -> datetime | None:
    """The time (UTC) in a file's name, which is local time of `zone`; None where there is none."""
    for match in _STATED.finditer(name):
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        try:
            return to_utc(datetime(year, month, day, hour, minute, second), zone)  # noqa: DTZ001  (local time)
        except ValueError:
            continue
    return None


def modified_time(path: Path) -> datetime:
    """When a file was last written (UTC). A copy is younger than the export that it is a copy of."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
