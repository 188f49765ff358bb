"""How far the platform's lists were read: kept beside the log where nothing was new, and taken back with what was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

import pytest

from aftersales.ledger import journal
from aftersales.ledger.facts import streams
from aftersales.ledger.facts.streams import StreamFault, StreamState
from aftersales.ledger.log import undo
from aftersales.ledger.queries import shops
from unit.ledger import build
from unit.ledger.build import SHOP, day

RETURNS = StreamState(SHOP, "returns", until=day(24, 9), version="202602")


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    with build.ledger() as connection:
        yield connection


def _until(ledger: sqlite3.Connection, stream: str = "returns") -> datetime | None:
    return streams.states(ledger, SHOP)[SHOP, stream].until


def test_what_is_known_of_a_list_comes_back_as_it_was_put(ledger: sqlite3.Connection) -> None:
    fault = StreamFault("TikTok has a fault of its own.", day(24, 10), "36009003", "2026")
    state = RETURNS._replace(began=day(1), back_to=day(2), wide_at=day(23), fault=fault)
    with build.written(ledger):
        streams.put(ledger, state)
    assert streams.states(ledger) == {(SHOP, "returns"): state}
    assert streams.states(ledger, "another") == {}


def test_a_run_that_brings_nothing_leaves_no_entry_and_keeps_the_age(ledger: sqlite3.Connection) -> None:
    before = ledger.execute("SELECT count(*) FROM writes").fetchone()
    with build.written(ledger, "sync"):
        streams.put(ledger, RETURNS)
    with build.written(ledger, "sync"):
        streams.put(ledger, RETURNS._replace(until=day(24, 10)))
    assert ledger.execute("SELECT count(*) FROM writes").fetchone() == before
    assert ledger.execute("SELECT count(*) FROM changes WHERE tbl = 'streams'").fetchone() == (0,)
    assert _until(ledger) == day(24, 10)


def test_undo_moves_the_watermark_back(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "sync"):
        streams.put(ledger, RETURNS)
    with build.written(ledger, "sync") as number:
        build.put_case(ledger, build.request())
        streams.put(ledger, RETURNS._replace(until=day(24, 10)))
    with build.written(ledger, "sync"):  # nothing new
        streams.put(ledger, RETURNS._replace(until=day(24, 11)))
    with build.written(ledger, "undo"):
        undo.take_back(ledger, number)
    assert _until(ledger) == day(24, 9)


def test_that_a_case_was_seen_again_is_no_entry(ledger: sqlite3.Connection) -> None:
    seen = build.request(source="api", known_since=day(20))
    with build.written(ledger, "sync"):
        build.put_case(ledger, seen, day(24, 9))
    before = ledger.execute("SELECT max(id) FROM writes").fetchone()
    with build.written(ledger, "sync"):
        assert build.put_case(ledger, seen, day(24, 10)) == (1, "same")
        journal.forget_seen_again(ledger)
    assert ledger.execute("SELECT max(id) FROM writes").fetchone() == before
    assert build.column(ledger, "observations", "last_seen") == ["2026-11-24T10:00:00Z"]


def test_what_changed_stays_in_the_log_beside_what_was_seen_again(ledger: sqlite3.Connection) -> None:
    seen, moved = (
        build.request(ref, source="api", known_since=day(20)) for ref in ("403531231234501", "403531231234502")
    )
    with build.written(ledger, "sync"):
        for facts in (seen, moved):
            build.put_case(ledger, facts, day(24, 9))
    with build.written(ledger, "sync") as number:
        build.put_case(ledger, seen, day(24, 10))
        build.put_case(ledger, moved._replace(status="complete", raw="C", known_since=day(24, 10)), day(24, 10))
        journal.forget_seen_again(ledger)
    assert {row[0] for row in ledger.execute("SELECT case_id FROM changes WHERE write_id = ?", (number,))} == {2}


@pytest.mark.parametrize(
    ("returns", "cancellations", "fresh"),
    [(9, 11, 9), (11, 9, 9), (9, None, None)],
)
def test_a_shop_is_as_fresh_as_the_older_list(
    ledger: sqlite3.Connection, returns: int, cancellations: int | None, fresh: int | None
) -> None:
    with build.written(ledger, "sync"):
        streams.put(ledger, RETURNS._replace(until=day(24, returns)))
        streams.put(
            ledger,
            StreamState(SHOP, "cancellations", until=None if cancellations is None else day(24, cancellations)),
        )
        streams.put(ledger, StreamState(SHOP, "orders", until=day(20)))
    assert shops.shop_data(ledger)[SHOP].as_of == (None if fresh is None else day(24, fresh))
    assert shops.importing_shops(ledger) == {SHOP}


def test_starting_over_forgets_every_list(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "sync"):
        streams.put(ledger, RETURNS)
        streams.start_over(ledger, SHOP)
    assert _until(ledger) is None
    assert streams.states(ledger)[SHOP, "returns"].version == "202602"
