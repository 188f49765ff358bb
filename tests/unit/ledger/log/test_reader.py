"""Entries of the log, read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from aftersales.core.cases.model import Event
from aftersales.core.deadlines.rules_change import RulesChange
from aftersales.core.log import describe
from aftersales.ledger import journal
from aftersales.ledger.derived import store
from aftersales.ledger.facts import imports, records
from aftersales.ledger.log import reader, undo
from aftersales.ledger.log.reader import LoggedFile
from unit.ledger import build
from unit.ledger.build import NOW, SHOP, day, rules

FILE = imports.ImportedFile(SHOP, "returns.csv", "0" * 64, "x", "cases", day(22), "--as-of", 2, 1, 1, 0, 0, NOW)


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """1 adds a shop, 2 imports a return, 3 approves it by a rule, 4 takes that back, 5 records an order."""
    with build.ledger() as connection:
        with build.written(connection, "import", day(22)):
            build.put_case(connection, build.request())
            imports.add(connection, FILE)
        with build.written(connection, "approve", day(23)):
            approved = Event("request.approved", day(23), {"rule": "cheap"})
            records.add_event(connection, 1, approved, day(23))
        with build.written(connection, "undo"):
            undo.take_back(connection, 3)
        with build.written(connection, "order add"):
            build.put_orders(connection, build.order("7", source="hand"))
        yield connection


def test_each_entry_says_what_was_recorded(ledger: sqlite3.Connection) -> None:
    assert [(entry.id, entry.command, describe.summary(entry)) for entry in reader.entries(ledger)] == [
        (5, "order add", "order 7: recorded"),
        (4, "undo", "undoes entry 3"),
        (3, "approve", "case 1: approved by rule cheap"),
        (2, "import", "returns.csv: 1 new, 1 changed"),
        (1, "init", "shop uk-main: added"),
    ]


def test_what_was_said_is_read_only_of_what_no_file_told(ledger: sqlite3.Connection) -> None:
    (approved,) = reader.entry(ledger, 3).recorded
    assert (approved.case, approved.name, approved.at, approved.data) == (
        1, "request.approved", day(23), {"rule": "cheap"},
    )  # fmt: skip
    assert approved.currency == "GBP"
    assert [list(reader.entry(ledger, number).recorded) for number in (1, 2, 4, 5)] == [[], [], [], []]


def test_how_another_sentence_names_an_entry(ledger: sqlite3.Connection) -> None:
    assert [describe.short(entry) for entry in reader.entries(ledger)] == [
        "5 (order add, order 7)",
        "4 (undo of entry 3)",
        "3 (approve, case 1)",
        "2 (import, returns.csv)",
        "1 (init, uk-main)",
    ]


def test_an_entry_has_its_cases_files_and_time(ledger: sqlite3.Connection) -> None:
    entry = reader.entry(ledger, 2)
    assert (entry.at, entry.cases, entry.orders, entry.shops, entry.undone_by) == (day(22), [1], [], [SHOP], None)
    assert entry.files == [LoggedFile("returns.csv", "cases", 1, 1)]
    assert entry.events == [(1, "request.opened")]
    assert entry.makes == {"cases", "case_refs", "events", "imports", "observations"}
    assert reader.entry(ledger, 3).undone_by == 4


def test_entries_are_narrowed(ledger: sqlite3.Connection) -> None:
    def numbers(**filters: object) -> list[int]:
        return [entry.id for entry in reader.entries(ledger, **filters)]  # type: ignore[arg-type]  # a test's shorthand

    assert numbers(case=1) == [4, 3, 2]
    assert numbers(since=day(23)) == [5, 4, 3, 1]
    assert numbers(shop="another") == []
    assert numbers(only=2) == [2]
    assert numbers(limit=2) == [5, 4]


def test_a_case_seen_again_as_it_was_is_no_news_of_it(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "import", day(25)):
        build.put_case(ledger, build.request(), as_of=day(25))
        build.put_case(ledger, build.request("402"), as_of=day(25))
    assert reader.entry(ledger, 6).cases == [2]
    assert 6 not in [entry.id for entry in reader.entries(ledger, case=1)]


def test_an_undo_goes_back_to_the_write_that_it_takes_back(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "undo"):
        undo.take_back(ledger, 4)
    assert reader.root(ledger, 6) == (3, "approve")
    assert (reader.by_import(ledger, 2), reader.by_import(ledger, 6)) == (True, False)
    assert (reader.exists(ledger, 6), reader.exists(ledger, 7)) == (True, False)


def test_a_change_of_rules_tells_how_many_deadlines_moved(ledger: sqlite3.Connection) -> None:
    kept = {"duty": "respond", "owner": "seller", "change": "moved", "from": "2026-07-20T15:00:00Z", "to": None}
    moves = [(1, kept), (1, {**kept, "duty": "refund", "change": "new"})]
    number = journal.log_rules_change(ledger, NOW, SHOP, {"why": ["tiktok-gb"]}, moves)
    entry = reader.entry(ledger, number)
    assert describe.summary(entry) == "uk-main (tiktok-gb): 1 deadline moved, 1 new"
    assert [(move.case, move.duty) for move in entry.moves] == [(1, "respond"), (1, "refund")]
    assert (entry.moves[0].before, entry.moves[0].after) == (datetime(2026, 7, 20, 15, tzinfo=UTC), None)
    assert entry.renewal == RulesChange(["tiktok-gb"], None, None, 0, None, None)


def test_the_zone_of_an_entry_is_its_shops(ledger: sqlite3.Connection) -> None:
    assert reader.zone(ledger, reader.entry(ledger, 2)) == "UTC"
    store.adopt(ledger, [SHOP], {SHOP: rules("x")}, NOW)
    assert reader.zone(ledger, reader.entry(ledger, 2)) == "Europe/London"
    assert reader.entry(ledger, 2).cases == [1]
