"""Whose rows they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from aftersales.ledger.migrations import apply
from aftersales.ledger.privacy import selection

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
OLD, NEW = "2025-01-01T00:00:00Z", "2026-11-01T00:00:00Z"


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """Two shops; one buyer in both, written in two ways, with an order and a case that is over in the first."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        apply.migrate(made)
        made.execute("INSERT INTO writes (recorded_at, by_whom, command) VALUES ('', '', 'import')")
        for shop in ("a", "b"):
            made.execute("INSERT INTO shops (name, market, channel, added_at) VALUES (?, 'GB', 'tiktok', '')", (shop,))
        for number, (shop, buyer, placed) in enumerate(
            [("a", "Opal", OLD), ("a", "@opal ", NEW), ("b", "opal", OLD), ("a", "j***n", OLD)], 1
        ):
            made.execute(
                """INSERT INTO orders (id, shop, ref, buyer, placed_at, fulfilment, source, as_of, origin)
                VALUES (?, ?, ?, ?, ?, 'seller', 'export', '', '')""",
                (number, shop, f"57700000000000000{number}", buyer, placed),
            )
        made.execute(
            """INSERT INTO cases (id, shop, kind, order_ref, fulfilment, opened_at, source, origin, settled)
            VALUES (7, 'a', 'refund', '577000000000000001', 'seller', ?, 'export', '', 1)""",
            (OLD,),
        )
        yield made


def test_a_buyer_in_all_shops_or_in_one(db: sqlite3.Connection) -> None:
    chosen = selection.of_buyer(db, "OPAL", ["a", "b"], NOW)
    assert (list(chosen.orders), list(chosen.cases), chosen.open_cases) == ([1, 2, 3], [7], [])
    assert list(selection.of_buyer(db, "opal", ["b"], NOW).orders) == [3]
    assert not selection.of_buyer(db, "j***n", ["a"], NOW).orders  # several buyers may be behind it


def test_an_order_number_is_its_buyer(db: sqlite3.Connection) -> None:
    assert list(selection.of_buyer(db, "577000000000000002", ["a", "b"], NOW).orders) == [1, 2, 3]
    assert list(selection.of_buyer(db, "577000000000000004", ["a"], NOW).orders) == [4]


def test_what_ended_before_a_day(db: sqlite3.Connection) -> None:
    until = datetime(2026, 1, 1, tzinfo=UTC)
    chosen = selection.before(db, {"a": until}, NOW)
    assert (list(chosen.orders), list(chosen.cases), chosen.open_cases) == ([1, 4], [7], [])


def test_what_is_open_is_kept_with_its_order(db: sqlite3.Connection) -> None:
    db.execute("UPDATE cases SET settled = 0 WHERE id = 7")
    chosen = selection.before(db, {"a": datetime(2026, 1, 1, tzinfo=UTC)}, NOW)
    assert (list(chosen.orders), list(chosen.cases), chosen.open_cases) == ([4], [], [7])
    assert selection.of_buyer(db, "opal", ["a"], NOW).open_cases == [7]
