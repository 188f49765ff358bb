"""What a run asks the platform for, by what the ledger has."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.ledger.queries import asked
from unit.ledger import build
from unit.ledger.build import ORDER, REF, SHOP, day

CANCEL, OVER = "4035312345678901240", "4035312345678901241"


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """A return that waits, a request to cancel that waits, and a return that is over."""
    with build.ledger() as connection, build.written(connection):
        build.put_case(connection, build.request(source="api", known_since=day(21)), day(24))
        cancel = build.request(CANCEL, kind="cancellation", order="577000000000000001", source="api")
        build.put_case(connection, cancel, day(24))
        over = build.request(OVER, order="577000000000000002", status="complete", raw="COMPLETE", source="api")
        build.put_case(connection, over, day(24))
        yield connection


def test_open_requests_are_asked_for_by_their_list(ledger: sqlite3.Connection) -> None:
    assert asked.open_refs(ledger, SHOP, cancellations=False) == [REF]
    assert asked.open_refs(ledger, SHOP, cancellations=True) == [CANCEL]
    assert asked.open_refs(ledger, "another", cancellations=False) == []


def test_what_the_platform_shows_as_over_is_not_asked_for_though_something_is_to_do(ledger: sqlite3.Connection) -> None:
    assert ledger.execute("SELECT settled FROM cases WHERE ref = ?", (OVER,)).fetchone() == (0,)
    assert OVER not in asked.open_refs(ledger, SHOP, cancellations=False)


def test_a_request_of_which_only_a_person_knows_is_not_asked_for(ledger: sqlite3.Connection) -> None:
    ledger.execute("DELETE FROM observations")
    assert asked.open_refs(ledger, SHOP, cancellations=False) == []


def test_since_when_the_last_state_of_the_api_holds(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, build.request(status="complete", raw="C", source="api", known_since=day(23)), day(25))
    build.put_case(ledger, build.request("4035312345678901299", order="577000000000000009"), day(25))  # of an export
    assert asked.changed_at(ledger, SHOP, [REF, "4035312345678901299", "1"]) == {REF: day(23)}


def test_answered_returns_that_changed_since_the_oldest_first(ledger: sqlite3.Connection) -> None:
    """One that was never answered has no steps that would date anything."""
    other = "4035312345678901242"
    answered = build.request(other, order="577000000000000004", status="approved", source="api", known_since=day(20))
    build.put_case(ledger, answered, day(24))
    assert asked.open_returns_changed(ledger, SHOP, None, 9) == {other: day(20), OVER: day(24)}
    assert asked.open_returns_changed(ledger, SHOP, day(22), 9) == {OVER: day(24)}
    assert asked.open_returns_changed(ledger, SHOP, None, 1) == {other: day(20)}


def test_orders_that_the_ledger_lacks(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, build.order())
    ledger.execute("UPDATE cases SET settled = 1 WHERE ref = ?", (OVER,))
    assert asked.orders_lacking(ledger, SHOP, None) == ["577000000000000001"]
    assert asked.orders_lacking(ledger, SHOP, day(1)) == ["577000000000000001", "577000000000000002"]
    assert asked.known_orders(ledger, SHOP, [ORDER, "577000000000000001"]) == {ORDER}


def test_orders_of_open_requests(ledger: sqlite3.Connection) -> None:
    assert asked.orders_of_open_requests(ledger, SHOP) == [
        "577000000000000001", "577000000000000002", ORDER,
    ]  # fmt: skip


def test_cases_by_the_platforms_numbers(ledger: sqlite3.Connection) -> None:
    assert list(asked.cases_of(ledger, SHOP, [OVER, REF, "1"])) == [1, 3]
