"""The triggers that keep the log: what each change of a fact leaves there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.ledger import triggers
from unit.ledger import build
from unit.ledger.build import MUG, SHOP


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """Write 2, now open, put in an order and a case; its own entries are removed from the log."""
    with build.ledger() as connection, build.written(connection):
        build.put_orders(connection, build.order())
        build.put_case(connection, build.request())
        connection.execute("DELETE FROM changes")
        yield connection


def _changes(ledger: sqlite3.Connection) -> list[tuple[object, ...]]:
    rows = ledger.execute("SELECT write_id, tbl, op, key, case_id, shop, ref, image FROM changes ORDER BY id")
    return [(*row[:-1], json.loads(row[-1]) if row[-1] else None) for row in rows]


def test_an_update_keeps_what_was_there(ledger: sqlite3.Connection) -> None:
    ledger.execute("UPDATE cases SET buyer = 'lee', reason = 'Item defective' WHERE id = 1")
    assert _changes(ledger) == [(2, "cases", "update", "1", 1, SHOP, None, {"buyer": "mia"})]


def test_an_update_that_changes_nothing_leaves_nothing(ledger: sqlite3.Connection) -> None:
    ledger.execute("UPDATE orders SET buyer = 'mia'")
    assert _changes(ledger) == []


def test_what_is_derived_leaves_nothing(ledger: sqlite3.Connection) -> None:
    ledger.execute("UPDATE cases SET decision = 'approved', settled = 1, rules = 'x'")
    assert _changes(ledger) == []


def test_a_deleted_row_is_kept_whole(ledger: sqlite3.Connection) -> None:
    ledger.execute("DELETE FROM lines")
    ledger.execute("DELETE FROM orders")
    ((_, table, op, key, _, _, ref, image),) = _changes(ledger)
    assert (table, op, key, ref) == ("orders", "delete", "1", build.ORDER)
    assert isinstance(image, dict)
    assert (image["id"], image["amount"], image["cancelled_at"]) == (1, 1398, None)
    assert sorted(image) == sorted(triggers.FACTS["orders"].split())
    assert ledger.execute("SELECT tbl, id FROM removed").fetchall() == [("orders", 1)]


def test_a_new_event_is_named_with_its_shop(ledger: sqlite3.Connection) -> None:
    ledger.execute(
        """INSERT INTO events (case_id, name, at, data, source, origin, recorded_at)
        VALUES (1, 'case.noted', '2026-11-24T09:00:00Z', '{}', 'hand', 'x', '2026-11-24T09:00:00Z')"""
    )
    assert _changes(ledger) == [(2, "events", "insert", "2", 1, SHOP, None, {"name": "case.noted"})]


def test_new_orders_are_left_to_the_code_that_puts_them_in(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, build.order("7"), build.order("8", lines=(MUG,)))
    assert _changes(ledger) == [(2, "orders", "insert", "2", None, SHOP, None, {"last": 3, "refs": ["7", "8"]})]


def test_every_column_of_a_fact_is_in_its_triggers(ledger: sqlite3.Connection) -> None:
    derived = {
        "decision", "parcel", "money", "mode", "attempt", "closed", "settled", "refunded", "flags", "arbitration",
        "appeal", "rules",
    }  # fmt: skip
    known = {"imports": {"size", "read_as", "write_id"}, "orders": {"digest"}}  # what tells that they come again
    aside = {**known, "cases": derived, "streams": {"version", "fault", "fault_code", "fault_at", "request_id"}}
    for table, columns in triggers.FACTS.items():
        stored = {name for (name,) in ledger.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        assert stored - set(columns.split()) == aside.get(table, set()), table


def test_triggers_are_made_anew(ledger: sqlite3.Connection) -> None:
    triggers.drop_triggers(ledger)
    ledger.execute("UPDATE cases SET buyer = 'lee'")
    assert _changes(ledger) == []
    triggers.make_triggers(ledger)
    ledger.execute("UPDATE cases SET buyer = 'mia'")
    assert [change[-1] for change in _changes(ledger)] == [{"buyer": "lee"}]
