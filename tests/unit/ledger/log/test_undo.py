"""Taking a write back: what it changed is as it was, and can be brought back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from aftersales.core.cases.model import Event
from aftersales.errors import LedgerError
from aftersales.ledger import triggers
from aftersales.ledger.facts import cases, records
from aftersales.ledger.log import undo
from unit.ledger import build
from unit.ledger.build import NOW, ORDER, REF, SHOP, day

MARKED = ("shops", "cases", "events")


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """Write 2 imports an order and a return of it."""
    with build.ledger() as connection:
        with build.written(connection, "import"):
            build.put_orders(connection, build.order())
            build.put_case(connection, build.request(), as_of=day(22))
        yield connection


def _facts(ledger: sqlite3.Connection) -> dict[str, list[Any]]:
    """All facts that count, and the lines of orders."""
    rows = {}
    for table, columns in {**triggers.FACTS, "lines": "order_id n sku product variation quantity amount"}.items():
        names = ", ".join(name for name in columns.split() if name != "taken_back")
        where = "WHERE taken_back IS NULL" if table in MARKED else ""
        rows[table] = ledger.execute(f"SELECT {names} FROM {table} {where} ORDER BY 1, 2").fetchall()
    return rows


def _take_back(ledger: sqlite3.Connection, number: int) -> list[int]:
    with build.written(ledger, "undo"):
        return undo.take_back(ledger, number)


def _note(ledger: sqlite3.Connection) -> None:
    records.add_event(ledger, 1, Event("case.noted", NOW, {"text": "x"}), NOW)


def _new_lines(ledger: sqlite3.Connection) -> None:
    hat = build.MUG._replace(sku="HAT")
    build.put_orders(ledger, build.order(lines=(hat,), as_of="2026-11-25T00:00:00Z", amount=900))


def _more(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, build.order("7"), build.order("8"))
    build.put_case(ledger, build.request("402", order="7"))
    build.put_case(ledger, build.request(status="approved"), as_of=day(25))


def _by_hand(ledger: sqlite3.Connection) -> None:
    cases.open_by_hand(ledger, SHOP, build.request("", kind="review", source="hand"))


@pytest.mark.parametrize("write", [_note, _new_lines, _more, _by_hand])
def test_what_was_taken_back_never_was_and_can_be_brought_back(ledger: sqlite3.Connection, write: Any) -> None:
    before = _facts(ledger)
    with build.written(ledger) as number:
        write(ledger)
    after = _facts(ledger)
    assert after != before
    _take_back(ledger, number)
    assert _facts(ledger) == before
    _take_back(ledger, number + 1)
    assert _facts(ledger) == after


def test_which_cases_are_to_be_derived_anew(ledger: sqlite3.Connection) -> None:
    with build.written(ledger):
        build.put_orders(ledger, build.order("7"), build.order(amount=900, as_of="2026-11-25T00:00:00Z"))
        build.put_case(ledger, build.request("402", order="7"))
    assert _take_back(ledger, 3) == [1, 2]  # 1 is on an order that changed


def test_a_case_that_was_taken_back_has_no_clocks(ledger: sqlite3.Connection) -> None:
    ledger.execute("UPDATE cases SET rules = 'a mark'")
    assert _take_back(ledger, 2) == [1]
    assert ledger.execute("SELECT taken_back, settled, rules FROM cases").fetchone() == (3, 1, "")
    assert ledger.execute("SELECT count(*) FROM orders").fetchone() == (0,)


def test_writes_are_marked_as_counting_or_not(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "note"):
        _note(ledger)
    for number in (3, 4, 5):
        _take_back(ledger, number)
    rows = ledger.execute("SELECT id, undoes, undone_by FROM writes WHERE id >= 3 ORDER BY id").fetchall()
    # 4 takes back 3; 5 takes back 4, so that 3 counts; 6 takes back 5, so that 4 counts and 3 does not.
    assert rows == [(3, None, 4), (4, 3, None), (5, 4, 6), (6, 5, None)]


def test_a_log_that_does_not_fit_the_ledger_is_refused(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "import"):
        build.put_orders(ledger, build.order("7", lines=()))
    triggers.drop_triggers(ledger)
    ledger.execute("DELETE FROM orders WHERE ref = '7'")
    triggers.make_triggers(ledger)
    with pytest.raises(LedgerError, match="don't agree"):
        _take_back(ledger, 3)


def test_a_parcels_number_that_the_platform_told_too_stays(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "shipped"):
        cases.set_tracking(ledger, 1, "T1")
    with build.written(ledger, "import"):
        build.put_case(ledger, build.request(tracking="T1", status="approved"), as_of=day(25))
    _take_back(ledger, 3)
    assert build.column(ledger, "cases", "tracking") == ["T1"]
    _take_back(ledger, 4)
    assert build.column(ledger, "cases", "tracking") == [None]
    assert ledger.execute("SELECT ref, order_ref FROM cases").fetchone() == (REF, ORDER)
