"""Orders that come back undelivered: which open a case, and only once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.core.cases.facts import OrderFacts, OrderTable
from aftersales.ledger.facts import undelivered
from unit.ledger import build
from unit.ledger.build import NOW, SHOP, order

CANCELLED = "2026-11-22T08:00:00Z"


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    with build.ledger() as connection, build.written(connection, "import"):
        yield connection


def failed(**values: str | None) -> OrderFacts:
    usual: dict[str, str | None] = {
        "status": "cancelled",
        "delivered_at": None,
        "cancelled_at": CANCELLED,
        "cancel_reason": "Package delivery failed",
    }
    return order("7", **(usual | values))


def take(ledger: sqlite3.Connection, *facts: OrderFacts) -> list[int]:
    build.put_orders(ledger, *facts)
    return undelivered.take(ledger, SHOP, OrderTable.of(facts), NOW)


def test_an_order_that_could_not_be_handed_over_opens_a_case(ledger: sqlite3.Connection) -> None:
    assert take(ledger, failed(tracking="TH1")) == [1]
    rows = ledger.execute("SELECT kind, order_ref, reason, tracking, opened_at, source FROM cases").fetchall()
    assert rows == [("returned-to-sender", "7", "Package delivery failed", "TH1", CANCELLED, "export")]
    assert build.column(ledger, "events", "name") == ["order.returned"]
    assert build.column(ledger, "events", "at") == [CANCELLED]


@pytest.mark.parametrize(
    "values",
    [
        {"cancel_reason": "Package lost"},  # it does not come back
        {"cancel_reason": "No longer needed"},
        {"cancel_reason": "ลูกค้าปฏิเสธ"},  # what it says is not known here
        {"cancel_reason": None},
        {"cancelled_at": None},  # nothing tells from when a time would count
        {"cancelled_at": "2026-10-25T08:00:00Z"},  # 30 days and 40 minutes before the file's newest instant
        {"status": "delivered"},
        {"delivered_at": "2026-11-21T08:00:00Z"},
        {"fulfilment": "platform"},
    ],
    ids=lambda values: ", ".join(f"{name} {value}" for name, value in values.items()),
)
def test_where_the_data_cannot_tell_nothing_opens(ledger: sqlite3.Connection, values: dict[str, str | None]) -> None:
    assert take(ledger, failed(**values)) == []
    assert build.column(ledger, "cases", "id") == []


def test_the_last_of_thirty_days_still_counts(ledger: sqlite3.Connection) -> None:
    assert take(ledger, failed(cancelled_at="2026-10-25T08:40:00Z")) == [1]


def test_the_same_file_again_opens_no_second_case(ledger: sqlite3.Connection) -> None:
    take(ledger, failed())
    assert take(ledger, failed(as_of="2026-11-24T10:00:00Z")) == []
    ledger.execute("UPDATE cases SET settled = 1, closed = 1")
    assert take(ledger, failed(as_of="2026-11-24T11:00:00Z")) == []
    assert undelivered.of_order(ledger, SHOP, "7") == 1
    assert undelivered.of_order(ledger, SHOP, "8") is None


def test_an_older_file_does_not_bring_a_failure_back(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, failed(cancel_reason="Out of stock", as_of="2026-11-24T10:00:00Z"))
    assert take(ledger, failed()) == []
