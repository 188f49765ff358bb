"""Rows of facts: events, snapshots and cases, written and read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

import pytest

from aftersales.core.cases.model import Event, Observation, Stamp
from aftersales.core.money.amount import Money
from aftersales.ledger.facts import deliveries, records
from aftersales.ledger.log import undo
from unit.ledger import build
from unit.ledger.build import NOW, ORDER, REF, SHOP, day


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """Case 1, of which no snapshot is known."""
    with build.ledger() as connection, build.written(connection):
        build.put_case(connection, build.request())
        connection.execute("DELETE FROM observations")
        yield connection


def _seen(first: datetime, last: datetime, status: str = "pending", source: str = "export") -> Observation:
    return Observation(REF, source, first, first, last, status, origin="f.csv")


def _spans(ledger: sqlite3.Connection) -> list[tuple[str, str, str]]:
    rows = ledger.execute("SELECT status, first_seen, last_seen FROM observations ORDER BY first_seen, id")
    return [(status, first[8:10], last[8:10]) for status, first, last in rows]


def test_snapshots_that_show_the_same_are_one_span(ledger: sqlite3.Connection) -> None:
    assert records.observe(ledger, 1, _seen(day(20), day(20)))
    assert not records.observe(ledger, 1, _seen(day(22), day(22)))
    assert not records.observe(ledger, 1, _seen(day(21), day(21)))
    assert _spans(ledger) == [("pending", "20", "22")]


def test_another_snapshot_in_between_splits_a_span(ledger: sqlite3.Connection) -> None:
    records.observe(ledger, 1, _seen(day(20), day(20)))
    records.observe(ledger, 1, _seen(day(24), day(24)))
    assert records.observe(ledger, 1, _seen(day(22), day(22), "approved"))
    assert _spans(ledger) == [("pending", "20", "20"), ("approved", "22", "22"), ("pending", "24", "24")]


def test_an_export_splits_no_span_of_answers(ledger: sqlite3.Connection) -> None:
    records.observe(ledger, 1, _seen(day(20), day(24), source="api"))
    assert records.observe(ledger, 1, _seen(day(22), day(22), "approved"))
    assert _spans(ledger) == [("pending", "20", "24"), ("approved", "22", "22")]
    records.observe(ledger, 1, _seen(day(21), day(21), "approved", "api"))
    assert ("pending", "20", "20") in _spans(ledger)


def _asked(ledger: sqlite3.Connection, changed: int, asked: int, status: str) -> bool:
    return records.observe(ledger, 1, _seen(day(changed), day(asked), status, "api"))


def test_a_list_that_lagged_showed_what_was_over(ledger: sqlite3.Connection) -> None:
    """Approved on the 21st, which the list shows from the 23rd on: on the 22nd it still had the old state."""
    _asked(ledger, 20, 22, "pending")
    assert _asked(ledger, 21, 23, "approved")
    assert _spans(ledger) == [("pending", "20", "21"), ("approved", "21", "23")]
    assert not _asked(ledger, 21, 24, "approved")
    assert _spans(ledger) == [("pending", "20", "21"), ("approved", "21", "24")]


def test_what_changes_without_a_time_of_its_own_is_known_from_when_it_is_seen(ledger: sqlite3.Connection) -> None:
    """The row says that it last changed on the 20th, but until the 22nd it was another."""
    _asked(ledger, 20, 22, "pending")
    assert _asked(ledger, 20, 23, "approved")
    assert not _asked(ledger, 20, 24, "approved")
    assert _spans(ledger) == [("pending", "20", "22"), ("approved", "23", "24")]
    assert _asked(ledger, 20, 25, "pending")  # and back
    assert not _asked(ledger, 20, 26, "pending")
    assert _spans(ledger) == [("pending", "20", "22"), ("approved", "23", "24"), ("pending", "25", "26")]


def test_an_older_answer_that_comes_later_ends_nothing(ledger: sqlite3.Connection) -> None:
    _asked(ledger, 22, 24, "approved")
    _asked(ledger, 20, 21, "pending")
    assert _spans(ledger) == [("pending", "20", "21"), ("approved", "22", "24")]


def test_an_imported_event_is_added_once_and_one_by_hand_each_time(ledger: sqlite3.Connection) -> None:
    event = Event("refund.issued", day(22), {"amount": 500}, "export", "f.csv")
    assert [records.add_event(ledger, 1, event, NOW) for _ in range(2)] == [True, False]
    by_hand = event._replace(source="hand")
    assert [records.add_event(ledger, 1, by_hand, NOW) for _ in range(2)] == [True, True]


def test_a_case_is_loaded_with_all_its_facts(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, build.order(amount=2000))
    stamped = _seen(day(20), day(21))._replace(stamps=(Stamp("respond", day(26)),), keep=True, arbitration="open")
    records.observe(ledger, 1, stamped)
    (case,) = records.load(ledger, [1, 99], trust=False)
    assert (case.id, case.shop, case.market, case.kind, case.order, case.ref) == (1, SHOP, "GB", "return", ORDER, REF)
    assert (case.amount, case.order_amount, case.trust, case.reason) == (
        Money(1398, "GBP"), Money(2000, "GBP"), False, "Item defective",
    )  # fmt: skip
    assert (case.delivered_at, case.order_snapshot) == (day(19, 11), None)
    assert [(e.name, e.at, dict(e.data), e.recorded_at) for e in case.events] == [
        ("request.opened", day(20), {"ref": REF}, NOW)
    ]
    assert case.observations == (stamped,)


def test_a_delivery_is_loaded_with_its_order() -> None:
    with build.ledger() as ledger, build.written(ledger):
        build.put_orders(ledger, build.order(status="in-transit", delivered_at=None, deliver_by="2026-11-26T00:00:00Z"))
        deliveries.follow(ledger, SHOP)
        (case,) = records.load(ledger, [1], trust=True)
    assert case.order_snapshot is not None
    assert (case.order_snapshot.status, case.order_snapshot.raw, case.order_snapshot.as_of) == (
        "in-transit", "Delivered", datetime.fromisoformat("2026-11-24T08:40:00Z"),
    )  # fmt: skip
    assert (case.order_snapshot.deliver_by, case.order_snapshot.delivered_at) == (day(26, 0), None)


def test_what_was_taken_back_is_not_loaded() -> None:
    with build.ledger() as ledger:
        with build.written(ledger) as number:
            build.put_case(ledger, build.request())
        with build.written(ledger, "undo"):
            undo.take_back(ledger, number)
        assert list(records.load(ledger, [1], trust=True)) == []


def test_the_number_of_a_row_that_was_deleted_is_not_used_again() -> None:
    with build.ledger() as ledger, build.written(ledger):
        build.put_orders(ledger, build.order("1"), build.order("2"))
        ledger.execute("DELETE FROM lines")
        ledger.execute("DELETE FROM orders WHERE ref = '2'")
        build.put_orders(ledger, build.order("3"))
        assert build.column(ledger, "orders", "id") == [1, 3]


def test_a_shop_is_set_up_anew_after_it_was_taken_back() -> None:
    with build.ledger() as ledger:
        with build.written(ledger, "undo"):
            undo.take_back(ledger, 1)
        with build.written(ledger, "init"):
            records.add_shop(ledger, SHOP, "DE", "tiktok", day(25))
        assert ledger.execute("SELECT market, added_at, taken_back FROM shops").fetchall() == [
            ("DE", "2026-11-25T12:00:00Z", None)
        ]


def test_equal_facts_are_equal_texts() -> None:
    assert records.dumps({"b": "é", "a": 1}) == records.dumps({"a": 1, "b": "é"}) == '{"a":1,"b":"é"}'
