"""Requests to cancel that orders tell of: which open a case, and which are known already."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.core.cases.facts import OrderFacts, OrderTable
from aftersales.ledger.facts import cancel_requests
from unit.ledger import build
from unit.ledger.build import NOW, SHOP, day, order

ASKED = "2026-11-24T08:00:00Z"


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    with build.ledger() as connection, build.written(connection, "import"):
        yield connection


def asked(status: str | None = "awaiting-shipment", **values: str) -> OrderFacts:
    usual = {"cancel_asked_at": ASKED, "source": "api", "as_of": "2026-11-24T09:00:00Z"}
    return order("7", status=status, delivered_at=None, **(usual | values))


def take(ledger: sqlite3.Connection, *facts: OrderFacts) -> dict[int, bool]:
    build.put_orders(ledger, *facts)
    return cancel_requests.take(ledger, SHOP, OrderTable.of(facts), NOW)


@pytest.mark.parametrize(
    ("status", "opens"),
    [
        ("on-hold", True), ("awaiting-shipment", True), ("in-transit", True), (None, True), ("delivered", False),
        ("completed", False), ("cancelled", False),
    ],
)  # fmt: skip
def test_an_order_under_way_whose_buyer_waits_opens_a_case(
    ledger: sqlite3.Connection, status: str | None, opens: bool
) -> None:
    assert take(ledger, asked(status)) == ({1: True} if opens else {})
    rows = ledger.execute("SELECT kind, order_ref, ref, opened_at FROM cases").fetchall()
    assert rows == ([("cancellation", "7", None, ASKED)] if opens else [])


def test_what_says_nothing_of_it_changes_nothing(ledger: sqlite3.Connection) -> None:
    assert take(ledger, order("8", status="awaiting-shipment")) == {}
    assert take(ledger, asked(cancel_asked_at="")) == {}


def test_the_same_again_is_the_same_case(ledger: sqlite3.Connection) -> None:
    take(ledger, asked())
    assert take(ledger, asked(as_of="2026-11-24T10:00:00Z")) == {1: False}
    assert build.column(ledger, "observations", "last_seen") == ["2026-11-24T10:00:00Z"]


@pytest.mark.parametrize(
    ("status", "shown"), [("awaiting-shipment", "cancelled"), ("cancelled", "approved")], ids=("goes on", "cancelled")
)
def test_a_case_follows_the_order_that_told_of_it(ledger: sqlite3.Connection, status: str, shown: str) -> None:
    take(ledger, asked())
    assert take(ledger, asked(status, cancel_asked_at="", as_of="2026-11-24T12:00:00Z")) == {1: False}
    assert build.column(ledger, "observations", "status") == ["pending", shown]


def test_the_row_of_the_cancellation_takes_the_case_over(ledger: sqlite3.Connection) -> None:
    take(ledger, asked())
    row = build.request("555", kind="cancellation", order="7", source="api", opened_at=day(24, 8))
    assert build.put_case(ledger, row)[0] == 1
    assert set(build.column(ledger, "observations", "ref")) == {"555"}
    assert build.column(ledger, "events", "name") == ["request.opened"]
