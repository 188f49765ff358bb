"""Deadlines that differ from those remembered; the rest is tried in tests/importing/test_past_imports.py."""

from __future__ import annotations

import sqlite3

from aftersales.core.log.changed_row import GONE, MOVED, NEW
from aftersales.ledger.log import difference

CLOCK = "INSERT INTO clocks VALUES (?, ?, 'seller', ?, 1, ?, 0, 0)"


def test_deadlines_that_came_moved_and_went() -> None:
    db = sqlite3.connect(":memory:")
    db.executescript("""
        CREATE TABLE clocks (case_id, duty, owner, due_at, holds, stopped_at, confirmed, planned);
        CREATE TABLE cases (id, shop, order_ref, kind, origin);
        INSERT INTO cases VALUES (1, 'uk', '577', 'return', 'r.csv:2'), (2, 'uk', NULL, 'refund', 'r.csv:3');""")
    db.executemany(CLOCK, [(1, "respond", "T1", None), (1, "check", "T1", None), (2, "respond", "T1", None)])
    db.execute(CLOCK, (1, "check", "T9", None))  # the earliest of a duty is its deadline
    db.execute(CLOCK, (2, "ship-back", "T1", None))
    difference.remember_deadlines(db)
    difference.remember_deadlines(db)  # prepared once more
    db.execute("DELETE FROM clocks WHERE duty = 'check' AND due_at = 'T1'")
    db.execute("UPDATE clocks SET due_at = 'T2' WHERE case_id = 1 AND due_at = 'T1'")
    db.execute("UPDATE clocks SET stopped_at = 'T0', confirmed = 1 WHERE duty = 'respond' AND case_id = 2")
    db.execute(CLOCK, (2, "refund", "T3", None))
    db.execute(CLOCK, (2, "ship-back", "T9", None))
    rows = [(row.case, row.duty, row.what) for row in difference.deadlines(db, {1, 2, 3})]
    assert rows == [(1, "check", MOVED), (1, "respond", MOVED), (2, "refund", NEW), (2, "respond", GONE)]
