"""The conditions in SQL, against the core and against a ledger's own indexes and view."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.clocks.clock import Clock
from aftersales.core.requests import buyers
from aftersales.core.time.instants import iso
from aftersales.ledger import predicates
from aftersales.ledger.derived.rows import insert_clocks
from unit.ledger import build
from unit.ledger.build import NOW

# Around now: a second before, now itself, a second after.
NEAR = st.sampled_from([NOW + timedelta(seconds=n) for n in (-1, 0, 1)])
CLOCKS = st.builds(
    Clock,
    duty=st.just("respond"),
    owner=st.just("seller"),
    rule=st.just("gb.respond"),
    policy=st.just("tiktok-gb"),
    started_by=st.just("request.opened"),
    started_at=NEAR,
    due=NEAR,
    stopped_at=st.none() | NEAR,
    planned=st.booleans(),
    confirmed=st.booleans(),
    lapses_at=st.none() | NEAR,
    chained=st.booleans(),
    holds=st.booleans(),
    opens_at=st.none() | NEAR,
)


@pytest.fixture(scope="module")
def ledger() -> Iterator[sqlite3.Connection]:
    with build.ledger() as connection:
        yield connection


def _holds(connection: sqlite3.Connection, clock: Clock, condition: str) -> bool:
    """Whether a condition holds of a clock that is stored."""
    connection.execute("DELETE FROM clocks")
    insert_clocks(connection, 1, [(0, clock)])
    return bool(connection.execute(f"SELECT {condition} FROM clocks k", {"now": iso(NOW)}).fetchone()[0])


@given(clock=CLOCKS)
def test_sql_and_core_agree_on_what_is_in_sight(ledger: sqlite3.Connection, clock: Clock) -> None:
    assert _holds(ledger, clock, predicates.in_sight()) == clock.in_sight(NOW)


@given(clock=CLOCKS)
def test_what_is_in_sight_is_in_the_index(ledger: sqlite3.Connection, clock: Clock) -> None:
    if clock.in_sight(NOW):
        assert _holds(ledger, clock, predicates.counting_clock())


@given(clock=CLOCKS)
def test_sql_and_core_agree_on_what_opens_later(ledger: sqlite3.Connection, clock: Clock) -> None:
    assert _holds(ledger, clock, f"coalesce({predicates.opens_later()}, 0)") == clock.opens_after(NOW)
    assert _holds(ledger, clock, predicates.open_by()) != clock.opens_after(NOW)


def _plan(connection: sqlite3.Connection, query: str) -> str:
    rows = connection.execute(f"EXPLAIN QUERY PLAN {query}", {"now": iso(NOW), "shop": "uk-main"})
    return " ".join(row[3] for row in rows)


@pytest.mark.parametrize(
    ("index", "query"),
    [
        (
            "clocks_live",
            f"SELECT * FROM clocks k WHERE {predicates.act_first()} <= :now AND {predicates.in_sight()}",
        ),
        (
            "clocks_opening",
            f"SELECT * FROM clocks k WHERE {predicates.opens_later()} AND k.opens_at <= :now AND "
            f"{predicates.in_sight()}",
        ),
        ("cases_open", f"SELECT * FROM cases c WHERE c.shop = :shop AND {predicates.open_case()}"),
        ("clocks_live", f"SELECT c.id FROM cases c WHERE {predicates.live_case()}"),
        ("orders_under_way", f"SELECT * FROM orders o WHERE o.shop = :shop AND {predicates.under_way('o')}"),
        (
            "cases_by_buyer",
            f"SELECT * FROM cases c WHERE +c.shop = :shop AND {predicates.request()} AND c.buyer IS NOT NULL "
            f"AND {predicates.buyer_key('c')} = 'mia'",
        ),
    ],
)
def test_each_condition_is_answered_by_its_index(ledger: sqlite3.Connection, index: str, query: str) -> None:
    assert index in _plan(ledger, query)


def test_the_view_shows_what_is_in_sight(ledger: sqlite3.Connection) -> None:
    (view,) = ledger.execute("SELECT sql FROM sqlite_schema WHERE name = 'due_now'").fetchone()
    words = " ".join(view.split())
    now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
    for condition in (
        predicates.counting_clock(),
        predicates.not_stopped(now),
        predicates.not_lapsed(now),
        predicates.chain_begun(now),
    ):
        assert f"{condition} AND" in words or f"{condition} ORDER BY" in words


def test_requests_that_cost_goods_or_money() -> None:
    assert predicates.request("c") == "c.kind IN ('refund', 'return', 'replacement', 'exchange', 'reshipment')"


@given(name=st.text(st.sampled_from("aAzZ@ éÉß1"), min_size=2, max_size=8))
def test_sql_and_core_find_a_buyer_by_the_same_key(ledger: sqlite3.Connection, name: str) -> None:
    key = buyers.buyer_key(name)
    if key is not None:
        query = f"SELECT {predicates.buyer_key('t')} FROM (SELECT ? AS buyer) t"
        assert ledger.execute(query, (name,)).fetchone() == (key,)
