"""The view `due_now`, for those who read the ledger with a tool of their own."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from aftersales.ledger.migrations import apply
from aftersales.ledger.triggers import drop_triggers
from aftersales.ledger.views import due_now, zone_offsets

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
    assert "opens_at" not in due_now.due_now_with_staff()[-1]
    assert "winnable" not in due_now.due_now_with_openings()[-1]
    assert "winnable" in due_now.due_now_with_winnable()[-1] and "zone" not in due_now.due_now_with_winnable()[-1]
    assert "due_local" in due_now.due_now_with_local_times()[-1]


def test_columns_stay_where_they_were() -> None:
    """Somebody's script may count them."""
    columns = [_columns(sql) for sql in (due_now.due_now_with_winnable(), due_now.due_now_with_local_times())]
    assert columns[1][: len(columns[0])] == columns[0]
    assert columns[0][-2:] == ["winnable", "winnable_currency"]


def _columns(statements: list[str]) -> list[str]:
    with closing(sqlite3.connect(":memory:")) as db:
        apply.migrate(db)
        for statement in statements:
            db.execute(statement)
        return [column[0] for column in db.execute("SELECT * FROM due_now").description]


def test_times_are_local_and_amounts_whole() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        apply.migrate(db)
        drop_triggers(db)
        db.execute("INSERT INTO shops (name, market, channel, added_at) VALUES ('th', 'TH', 'tiktok', '')")
        db.execute("""INSERT INTO shop_rules (shop, fingerprint, policy, zone, currency, confirm, staff_zone)
            VALUES ('th', '', '', 'Asia/Bangkok', 'THB', 'import', 'Asia/Shanghai')""")
        for zone in ("Asia/Bangkok", "Asia/Shanghai"):
            zone_offsets.put(db, zone)
        db.execute(CASE)
        db.execute(CLOCK, (1, "+36 hours", "-1 hours"))
        db.execute("UPDATE clocks SET risk = 49050, risk_currency = 'THB', act_by = due_at")
        row = db.execute("""SELECT strftime('%s', due_local) - strftime('%s', due), zone,
            strftime('%s', act_by_local) - strftime('%s', act_by), staff_zone, at_risk, can_win, hours_left
            FROM due_now""")
        assert row.fetchone() == (7 * 3600, "Asia/Bangkok", 8 * 3600, "Asia/Shanghai", 490.5, 490.0, 36.0)
        db.execute("UPDATE clocks SET risk_currency = 'VND'")
        assert db.execute("SELECT at_risk FROM due_now").fetchone() == (49050,)
