"""Values that nothing writes, found column by column."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from aftersales.ledger.upkeep import value_checks
from transcripts import Shell

NEWEST = "id = (SELECT max(id) FROM changes)"
# What is written, and what is then said of it.
ODD = [
    (
        "UPDATE clocks SET due_at = 'soon' WHERE case_id = 4 AND n = 0",
        "clocks.due_at: 1 row has an invalid time: 'soon'",
    ),
    (
        "UPDATE events SET at = '2026-02-39T09:00:00Z' WHERE id = 1",
        "events.at: 1 row has an invalid time: '2026-02-39T09:00:00Z'",
    ),
    (
        "UPDATE events SET at = '2026-02-29T09:00:00Z' WHERE id = 1",
        "events.at: 1 row has an invalid time: '2026-02-29T09:00:00Z'",
    ),
    ("UPDATE shop_rules SET checked = '2026-11-31'", "shop_rules.checked: 1 row has an invalid date: '2026-11-31'"),
    ("UPDATE events SET data = '{{' WHERE id = 1", "events.data: 1 row has invalid JSON: '{'"),
    ("UPDATE events SET data = '0' WHERE id = 1", "events.data: 1 row has invalid JSON: '0'"),
    (
        """UPDATE events SET data = '{{"text": ["words"], "mode": null}}' WHERE id = 1""",
        """events.data: 1 event has an invalid text: '["words"]'""",
    ),
    (
        """UPDATE events SET data = '{{"amount": "5.00"}}' WHERE id IN (1, 2)""",
        "events.data: 2 events have an invalid amount: '5.00'",
    ),
    ("UPDATE cases SET flags = '{{}}' WHERE id = 1", "cases.flags: 1 row has invalid JSON: '{}'"),
    (
        "UPDATE changes SET image = NULL WHERE id = (SELECT min(id) FROM changes WHERE tbl = 'events')",
        "changes: 1 row of the log can't be read",
    ),
    ("UPDATE changes SET image = '{{}}' WHERE tbl = 'events' AND {newest}", "changes: 1 row of the log can't be read"),
    ("UPDATE changes SET key = '24:61' WHERE {newest}", "changes: 1 row of the log can't be read"),
    ("UPDATE changes SET tbl = 'nothing' WHERE {newest}", "changes: 1 row of the log can't be read"),
    ("UPDATE shops SET taken_back = 1", "shop uk-main was removed, and has cases or orders"),
]


def test_values_that_nothing_writes_are_told(imported: Shell) -> None:
    with closing(sqlite3.connect(imported.home / "data/aftersales/ledger.db", isolation_level=None)) as ledger:
        assert list(value_checks.odd_values(ledger)) == []
        for statement, sentence in ODD:
            ledger.execute("BEGIN")
            ledger.execute(statement.format(newest=NEWEST))
            assert list(value_checks.odd_values(ledger)) == [sentence], statement
            ledger.execute("ROLLBACK")
