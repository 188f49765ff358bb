"""Marks of what was sent: kept, found again, outside of the log."""

from __future__ import annotations

from datetime import date, timedelta

from aftersales.core.alerts.plan import Alert, AlertPlan
from aftersales.core.deadlines.due_list import Freshness
from aftersales.ledger import sent_alerts
from aftersales.ledger.facts import cases
from unit.core.alerts.lines import line
from unit.ledger import build

DAY = date(2026, 11, 24)


def test_what_was_marked_is_found_and_no_entry_of_the_log() -> None:
    with build.ledger() as connection:
        with build.written(connection):
            case = cases.open_by_hand(connection, build.SHOP, build.request())
        before = connection.execute("SELECT count(*) FROM writes").fetchone()
        action = line(case, 3)
        plan = AlertPlan("desk", [Alert(action, "4h")], stale=[Freshness(build.SHOP, None, False)])
        for _ in range(2):  # marked twice is marked once
            with build.written(connection):
                sent_alerts.put(connection, plan, build.NOW, DAY)
        marks = sent_alerts.marks(connection, [case], DAY)
        assert marks.deadlines == {("desk", case, "respond"): [(action.due, "4h")]}
        assert marks.stale == {("desk", build.SHOP, DAY)}
        assert connection.execute("SELECT count(*) FROM writes").fetchone() == before
        later = sent_alerts.marks(connection, [case + 1], DAY + timedelta(days=1))
        assert (later.deadlines, later.stale) == ({}, frozenset())
