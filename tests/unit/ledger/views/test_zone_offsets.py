"""The offsets of time zones, which SQLite does not know."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales.ledger.migrations import apply
from aftersales.ledger.views import zone_offsets
from aftersales.ledger.views.expressions import local
from tables import of_each

# By hand, from the days on which clocks are changed.
TIMES = (
    ("Europe/London", "2026-03-29T00:59:59Z", "2026-03-29 00:59:59"),
    ("Europe/London", "2026-03-29T01:00:00Z", "2026-03-29 02:00:00"),
    ("Europe/London", "2026-10-25T00:59:59Z", "2026-10-25 01:59:59"),
    ("Europe/London", "2026-10-25T01:00:00Z", "2026-10-25 01:00:00"),
    ("America/New_York", "2026-11-01T05:59:59Z", "2026-11-01 01:59:59"),
    ("America/New_York", "2026-11-01T06:00:00Z", "2026-11-01 01:00:00"),
    ("Asia/Shanghai", "2026-11-24T16:30:00Z", "2026-11-25 00:30:00"),
    ("Asia/Bangkok", "2010-01-01T00:00:00Z", "2010-01-01 07:00:00"),
)


@of_each("zone, instant, wall", TIMES)
def test_local_time_in_sql_is_that_of_the_zone(zone: str, instant: str, wall: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        apply.migrate(db)
        zone_offsets.put(db, zone)
        zone_offsets.put(db, zone)  # again: nothing is there twice
        shown = db.execute(f"SELECT {local('i', 'z')} FROM (SELECT ? AS i, ? AS z)", (instant, zone)).fetchone()[0]
        assert shown == wall
        assert datetime.fromisoformat(instant).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S") == wall
        assert db.execute(f"SELECT {local('i', 'z')} FROM (SELECT ? AS i, 'x' AS z)", (instant,)).fetchone()[0] is None
