"""The view `due_now`, for those who read the ledger with a tool of their own."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from aftersales.ledger import views
from aftersales.ledger.migrations import apply
from aftersales.ledger.triggers import drop_triggers

CASE = """INSERT INTO cases (id, shop, kind, fulfilment, opened_at, source, origin)
    VALUES (1, 'th', 'refund', 'seller', '2026-01-01T00:00:00Z', 'hand', 'by hand')"""
CLOCK = """INSERT INTO clocks (case_id, n, rule, duty, owner, policy, outcome, attempt, started_by, started_at, due_at,
    planned, confirmed, chained, holds, act_late, flags, opens_at, stake, winnable, winnable_currency)
    VALUES (1, ?, 'th.appeal', 'appeal', 'seller', '', 'window-closed', 1, 'refund.issued', '2026-01-01T00:00:00Z',
    strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?), 0, 1, 0, 1, 0, '[]', strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?), 'right',
    49000, 'THB')"""


def test_what_has_opened_since_yesterday_is_there_with_what_it_can_bring_back() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        apply.migrate(db)
        drop_triggers(db)  # the log is not what this is about
        db.execute("INSERT INTO shops (name, market, channel, added_at) VALUES ('th', 'TH', 'tiktok', '')")
        db.execute(CASE)
        windows = [("+6 days", "-1 hours"), ("+7 days", "+1 hours"), ("+5 days", "-30 hours"), ("+12 days", "+5 days")]
        for number, (due, opens) in enumerate(windows):
            db.execute(CLOCK, (number, due, opens))
        rows = db.execute("SELECT opens IS NULL, winnable, winnable_currency FROM due_now ORDER BY due").fetchall()
    assert rows == [(1, 49000, "THB"), (0, 49000, "THB")]


def test_each_version_stays_what_it_is() -> None:
    assert "opens_at" not in views.due_now_with_staff()[-1]
    assert "winnable" not in views.due_now_with_openings()[-1]
    assert "winnable" in views.due_now_with_winnable()[-1]
