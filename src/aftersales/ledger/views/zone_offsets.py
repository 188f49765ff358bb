"""The offsets of time zones, for views: SQLite knows none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from aftersales.core.time.instants import iso
from aftersales.ledger.sqlite import Connection

# From the year in which the first marketplace of the kind opened to one that no deadline reaches.
_FIRST, _LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)
_BEFORE = "0001-01-01T00:00:00Z"
_STEP = timedelta(days=7)  # no zone changes twice in it


def table_of_offsets() -> str:
    """From which instant on a zone is how many seconds ahead of UTC."""
    return """CREATE TABLE zone_offsets (zone TEXT NOT NULL, since TEXT NOT NULL, seconds INTEGER NOT NULL,
        PRIMARY KEY (zone, since)) STRICT, WITHOUT ROWID"""


def put(connection: Connection, name: str) -> None:
    """Store the offsets of a time zone as they are known now, in place of what was stored before."""
    connection.execute("DELETE FROM zone_offsets WHERE zone = ?", (name,))
    connection.executemany("INSERT INTO zone_offsets VALUES (?, ?, ?)", ((name, *row) for row in offsets(name)))


@cache  # shops of one market share a zone
def offsets(name: str) -> tuple[tuple[str, int], ...]:
    """Each change of a zone's offset: from when on (UTC, ISO 8601) and how many seconds ahead of UTC."""
    return tuple(_offsets(name))


def _offsets(name: str) -> Iterator[tuple[str, int]]:
    zone = ZoneInfo(name)
    offset = _offset(zone, _FIRST)
    yield _BEFORE, offset
    start = _FIRST
    while start < _LAST:
        end = start + _STEP
        if (later := _offset(zone, end)) != offset:
            yield iso(_change(zone, start, end)), later
            offset = later
        start = end


def _offset(zone: ZoneInfo, instant: datetime) -> int:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None  # noqa: S101  (an aware time has one)
    return int(offset.total_seconds())


def _change(zone: ZoneInfo, start: datetime, end: datetime) -> datetime:
    """The first second in a span from which the offset is that of its end."""
    later = _offset(zone, end)
    while end - start > timedelta(seconds=1):
        middle = start + (end - start) // 2
        middle = middle.replace(microsecond=0)
        if _offset(zone, middle) == later:
            end = middle
        else:
            start = middle
    return end
