"""Deliveries: which orders are followed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.ledger.facts import deliveries
from unit.ledger import build
from unit.ledger.build import MUG, SHOP, order


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    with build.ledger() as connection, build.written(connection, "import"):
        yield connection


@pytest.mark.parametrize(
    ("status", "fulfilment", "followed"),
    [
        ("awaiting-shipment", "seller", True), ("in-transit", "seller", True), ("on-hold", "seller", True),
        ("unpaid", "seller", False), ("delivered", "seller", False), ("cancelled", "seller", False),
        (None, "seller", True), (None, "platform", False), ("in-transit", "platform", False),
    ],
)  # fmt: skip
def test_orders_under_way_or_of_an_unknown_status_that_the_seller_ships_are_followed(
    ledger: sqlite3.Connection, status: str | None, fulfilment: str, followed: bool
) -> None:
    build.put_orders(ledger, order(status=status, fulfilment=fulfilment, delivered_at=None))
    assert deliveries.follow(ledger, SHOP) == ([1] if followed else [])


@pytest.mark.parametrize("over", [{"delivered_at": "2026-11-20T10:00:00Z"}, {"cancelled_at": "2026-11-20T10:00:00Z"}])
def test_an_order_that_is_over_needs_no_status(ledger: sqlite3.Connection, over: dict[str, str]) -> None:
    build.put_orders(ledger, order(status=None, **over))
    assert deliveries.follow(ledger, SHOP) == []


def test_one_recorded_by_hand_has_no_status_of_the_platform(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, order(status=None, source="hand"))
    assert deliveries.follow(ledger, SHOP) == []


def test_an_order_is_followed_once_and_by_its_own_facts(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, order("7", status="in-transit", tracking="T1"))
    assert deliveries.follow(ledger, SHOP) == [1]
    assert deliveries.follow(ledger, SHOP) == []
    row = ledger.execute("SELECT kind, order_ref, ref, buyer, tracking, product, opened_at FROM cases").fetchone()
    assert row == ("delivery", "7", None, "mia", "T1", MUG.product, "2026-11-16T10:00:00Z")
    assert deliveries.of_order(ledger, SHOP, "7") == 1
    assert deliveries.of_order(ledger, SHOP, "8") is None


def test_one_that_was_taken_back_is_followed_again(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, order("7", status="in-transit"))
    deliveries.follow(ledger, SHOP)
    ledger.execute("UPDATE cases SET taken_back = 9")
    assert deliveries.of_order(ledger, SHOP, "7") is None
    assert deliveries.follow(ledger, SHOP) == [2]


def test_without_the_day_of_the_order_it_began_when_it_was_paid_or_seen(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, order("7", status="in-transit", placed_at=None))
    build.put_orders(ledger, order("8", status="in-transit", placed_at=None, paid_at=None))
    deliveries.follow(ledger, SHOP)
    assert build.column(ledger, "cases", "opened_at") == ["2026-11-16T10:01:00Z", "2026-11-24T08:40:00Z"]


def _followed(size: int) -> list[list[tuple[object, ...]]]:
    """The cases, the log and what is to be checked anew after 64 orders were followed, so many at a time."""
    with build.ledger() as ledger:
        for first in range(0, 64, size):
            with build.written(ledger, "import"):
                orders = [order(str(number), status="in-transit", lines=(MUG,) * (number % 3)) for number in range(64)]
                build.put_orders(ledger, *orders[first : first + size])
                deliveries.follow(ledger, SHOP)
        return [
            ledger.execute(query).fetchall()
            for query in (
                "SELECT * FROM cases ORDER BY id",
                "SELECT tbl, op, key, case_id, shop, ref, image FROM changes WHERE tbl = 'cases' ORDER BY id",
                "SELECT * FROM stale_checksums WHERE tbl = 'cases' ORDER BY 1, 2",
            )
        ]


def test_many_are_followed_at_once_as_one_by_one() -> None:
    cases, log, stale = _followed(64)
    assert len(cases) == len(log) == 64
    assert [cases, log, stale] == _followed(1)
