"""The log of writes: where each begins and ends, and what is written into it by code."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.ledger import journal
from unit.ledger import build
from unit.ledger.build import MUG, NOW, SHOP


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """Write 1 added the shop, write 2 put in two orders and a case."""
    with build.ledger() as connection:
        with build.written(connection):
            build.put_orders(connection, build.order("1"), build.order("2", lines=()))
            build.put_case(connection, build.request())
        yield connection


def _numbers(ledger: sqlite3.Connection) -> list[int]:
    return build.column(ledger, "writes", "id")


def test_a_write_has_its_time_command_and_person(ledger: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "mia")
    number = journal.begin_write(ledger, "approve", NOW)
    assert (number, journal.current_write(ledger)) == (3, 3)
    row = ledger.execute("SELECT recorded_at, by_whom, command, undoes FROM writes WHERE id = 3").fetchone()
    assert row == ("2026-11-24T09:00:00Z", "mia", "approve", None)


def test_a_write_without_changes_is_removed(ledger: sqlite3.Connection) -> None:
    with build.written(ledger):
        pass
    assert _numbers(ledger) == [1, 2]


def test_a_value_that_was_changed_and_changed_back_is_no_change(ledger: sqlite3.Connection) -> None:
    with build.written(ledger):
        ledger.execute("UPDATE cases SET buyer = 'lee'")
        ledger.execute("UPDATE cases SET buyer = 'mia'")
        journal.log_lines(ledger, 1)
        ledger.execute("DELETE FROM lines WHERE order_id = 1")
        ledger.execute("INSERT INTO lines VALUES (1, 0, ?, ?, ?, ?, ?)", MUG)
    assert _numbers(ledger) == [1, 2]
    assert ledger.execute("SELECT count(*) FROM changes WHERE write_id > 2").fetchone() == (0,)
    with build.written(ledger):
        ledger.execute("UPDATE cases SET buyer = 'lee'")
        ledger.execute("UPDATE cases SET reason = 'x'")
        ledger.execute("UPDATE cases SET buyer = 'mia'")
    assert _numbers(ledger) == [1, 2, 3]


def test_an_undo_stays_in_the_log_whatever_it_changed(ledger: sqlite3.Connection) -> None:
    with build.written(ledger) as number:
        ledger.execute("UPDATE writes SET undoes = 2 WHERE id = ?", (number,))
    assert _numbers(ledger) == [1, 2, 3]


def test_lines_are_logged_before_they_are_replaced(ledger: sqlite3.Connection) -> None:
    with build.written(ledger) as number:
        journal.log_lines(ledger, 1, 2)
        ledger.execute("DELETE FROM lines")
    rows = ledger.execute("SELECT key, ref, image FROM changes WHERE write_id = ? ORDER BY id", (number,)).fetchall()
    assert [(key, ref, json.loads(image)) for key, ref, image in rows] == [
        ("1", "1", [[0, *MUG]]),
        ("2", "2", []),
    ]


def test_a_change_of_rules_is_an_entry_with_each_move(ledger: sqlite3.Connection) -> None:
    number = journal.log_rules_change(ledger, NOW, SHOP, {"why": ["gb"]}, [(1, {"duty": "respond"})])
    rows = ledger.execute("SELECT case_id, shop, image FROM changes WHERE write_id = ? ORDER BY id", (number,))
    assert rows.fetchall() == [(None, SHOP, '{"why": ["gb"]}'), (1, SHOP, '{"duty": "respond"}')]
    assert build.column(ledger, "writes", "command", f"id = {number}") == [journal.NEW_RULES]


@pytest.mark.parametrize(
    ("table", "key", "values"),
    [("shops", "uk-main", ["uk-main"]), ("case_refs", "uk-main 401", ["uk-main", "401"]), ("events", "7", [7])],
)
def test_a_row_is_found_by_its_key_in_the_log(table: str, key: str, values: list[object]) -> None:
    assert journal.key_values(table, key) == values
    assert journal.key_condition(table).count("?") == len(values)


def test_lost_triggers_are_restored(ledger: sqlite3.Connection) -> None:
    assert not journal.restore_triggers(ledger)
    ledger.execute("DROP TRIGGER events_insert")
    assert journal.restore_triggers(ledger)
    assert not journal.restore_triggers(ledger)
