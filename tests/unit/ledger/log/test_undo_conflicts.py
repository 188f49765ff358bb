"""Which later writes keep a write from being taken back."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator

import pytest

from aftersales.core.cases.model import Event
from aftersales.errors import LedgerError
from aftersales.ledger import journal
from aftersales.ledger.facts import cases, records
from aftersales.ledger.log import undo, undo_conflicts
from unit.ledger import build
from unit.ledger.build import NOW, ORDER, SHOP, day

OTHER = "577012345678901235"


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """1 adds the shop, 2 imports orders, 3 imports a return on the first of them."""
    with build.ledger() as connection:
        with build.written(connection, "import"):
            build.put_orders(connection, build.order(), build.order(OTHER))
        with build.written(connection, "import"):
            build.put_case(connection, build.request(), as_of=day(22))
        yield connection


def _undoable(ledger: sqlite3.Connection, number: int | None) -> int:
    """The write meant, asked inside an undo that is then left open."""
    undo_number = journal.begin_write(ledger, "undo", NOW)
    try:
        return undo_conflicts.undoable_write(ledger, number, undo_number)
    finally:
        ledger.execute("DELETE FROM writes WHERE id = ?", (undo_number,))


def _event(name: str, case: int = 1) -> Callable[[sqlite3.Connection], object]:
    return lambda ledger: records.add_event(ledger, case, Event(name, NOW), NOW)


def _import_cases(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, build.request("402", order=OTHER), as_of=day(25))


def _open_on_the_order(ledger: sqlite3.Connection) -> None:
    case = cases.open_by_hand(ledger, SHOP, build.request("", kind="refund", source="hand"))
    records.add_event(ledger, case, Event("request.opened", NOW), NOW)


def _change_the_order(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, build.order(amount=900, as_of="2026-11-25T00:00:00Z"))


# The write that is to be taken back, and what came after it.
LATER = {
    "a decision on the case that was imported": (3, "approve", _event("request.approved")),
    "a note on it": (3, "note", _event("case.noted")),  # the case itself would be gone
    "another import of requests": (3, "import", _import_cases),
    "a request by hand on the imported order": (2, "open", _open_on_the_order),
    "an import that changed the imported order": (2, "import", _change_the_order),
}


@pytest.mark.parametrize("what", LATER)
def test_a_later_write_is_in_the_way(ledger: sqlite3.Connection, what: str) -> None:
    number, command, write = LATER[what]
    with build.written(ledger, command):
        write(ledger)
    with pytest.raises(
        LedgerError, match=rf"log entry {number} can't be undone yet: first undo (entry|the entries) 4 \({command}"
    ):
        _undoable(ledger, number)
    with build.written(ledger, "undo"):
        undo.take_back(ledger, 4)
    assert _undoable(ledger, 3) == 3  # a later write that was taken back counts no more


def test_notes_depend_on_no_decision_and_nothing_on_a_note(ledger: sqlite3.Connection) -> None:
    for command, name in (("note", "case.noted"), ("approve", "request.approved"), ("note", "case.noted")):
        with build.written(ledger, command):
            _event(name)(ledger)
    assert [_undoable(ledger, number) for number in (4, 5, 6)] == [4, 5, 6]


def test_a_later_decision_depends_on_an_earlier_one(ledger: sqlite3.Connection) -> None:
    for command, name in (("approve", "request.approved"), ("refund", "refund.issued")):
        with build.written(ledger, command):
            _event(name)(ledger)
    with pytest.raises(LedgerError, match="first undo entry 5"):
        _undoable(ledger, 4)
    assert _undoable(ledger, 5) == 5


def test_a_later_change_of_the_same_value_is_in_the_way_and_of_another_is_not(ledger: sqlite3.Connection) -> None:
    for column, value in (("buyer", "lee"), ("reason", "Too late"), ("buyer", "kim")):
        with build.written(ledger, "note"):
            ledger.execute(f"UPDATE cases SET {column} = ? WHERE id = 1", (value,))
    assert [_undoable(ledger, number) for number in (5, 6)] == [5, 6]
    with pytest.raises(LedgerError, match="first undo entry 6"):
        _undoable(ledger, 4)


def test_an_import_depends_on_nothing_recorded_by_hand(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "approve"):
        _event("request.approved")(ledger)
    with build.written(ledger, "import"):
        build.put_case(ledger, build.request(status="approved"), as_of=day(25))
    assert _undoable(ledger, 4) == 4


def test_a_shop_that_is_in_use_stays(ledger: sqlite3.Connection) -> None:
    with pytest.raises(LedgerError, match="log entry 1 can't be undone yet: first undo"):
        _undoable(ledger, 1)


def test_without_a_number_the_newest_of_a_command(ledger: sqlite3.Connection) -> None:
    journal.log_rules_change(ledger, NOW, SHOP, {"why": []}, [])
    assert _undoable(ledger, None) == 3
    with build.written(ledger, "undo"):
        undo.take_back(ledger, 3)
    assert _undoable(ledger, None) == 2
    assert build.column(ledger, "orders", "ref") == [ORDER, OTHER]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (9, "no log entry 9. `aftersales log` lists them."),
        (3, "log entry 3 is undone already, by log entry 4."),
        (
            5,
            "log entry 5 can't be undone: it records a change of rules. Restore the old rules, and the deadlines "
            "follow.",
        ),
    ],
)
def test_what_can_not_be_taken_back(ledger: sqlite3.Connection, number: int, sentence: str) -> None:
    with build.written(ledger, "undo"):
        undo.take_back(ledger, 3)
    journal.log_rules_change(ledger, NOW, SHOP, {"why": []}, [])
    with pytest.raises(LedgerError, match=f"^{re.escape(sentence)}$"):
        _undoable(ledger, number)
