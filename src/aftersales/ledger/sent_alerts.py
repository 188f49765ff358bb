"""Marks of the warnings that were sent, outside of log and undo."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from aftersales.core.alerts.plan import AlertPlan, SentMarks
from aftersales.core.time.instants import instant, iso
from aftersales.ledger.sqlite import Connection


def marks(connection: Connection, cases: Collection[int], today: date) -> SentMarks:
    """What was sent of these cases, and of which shops' data today."""
    deadlines: dict[tuple[str, int, str], list[tuple[datetime, str]]] = {}
    for receiver, case, duty, due, level in connection.execute(
        """SELECT receiver, case_id, duty, due_at, level FROM sent_alerts
        WHERE case_id IN (SELECT value FROM json_each(?)) ORDER BY id""",
        (json.dumps(sorted(cases)),),
    ):
        deadlines.setdefault((receiver, case, duty), []).append((instant(due), level))
    rows = connection.execute("SELECT receiver, shop FROM sent_stale WHERE day = ?", (today.isoformat(),))
    return SentMarks(deadlines, frozenset((receiver, shop, today) for receiver, shop in rows))


def put(connection: Connection, plan: AlertPlan, now: datetime, today: date) -> None:
    """Mark what was sent to a receiver at `now`, inside the caller's write."""
    _insert(
        connection,
        "sent_alerts",
        ("receiver", "case_id", "duty", "due_at", "level", "sent_at"),
        (
            (plan.receiver, alert.action.case, alert.action.duty, iso(alert.action.due), alert.level, iso(now))
            for alert in plan.alerts
        ),
    )
    _insert(
        connection,
        "sent_stale",
        ("receiver", "shop", "day", "sent_at"),
        ((plan.receiver, fresh.shop, today.isoformat(), iso(now)) for fresh in plan.stale),
    )


def _insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    places = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)
