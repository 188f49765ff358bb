"""Rows of answers that say nothing new: when they are known again, and what is kept of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from aftersales.core.cases.model import Event
from aftersales.core.clocks.clock import Clock
from aftersales.ledger.derived import store
from aftersales.ledger.derived.new_cases import Intake, NewCases
from aftersales.ledger.facts import records
from aftersales.ledger.working_copy import loading, seen_again, storing, tables
from aftersales.ledger.working_copy.seen_again import AnswerRow
from unit.ledger import build
from unit.ledger.build import NOW, REF, SHOP, day, request
from unit.ledger.derived.test_store import SETTLED

LATER = NOW + timedelta(hours=6)
ROW = AnswerRow(REF, 7, "b.json:4")


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """A ledger with case 1, closed, that a row with the digest 7 opened."""
    facts = request(source="api", status="complete", raw="X", known_since=day(21), digest=7, origin="a.json:1")
    with build.ledger() as connection:
        with build.written(connection, "import"):
            new = NewCases(connection)
            new.add([facts], Intake(SHOP, "GB", NOW, NOW, False), build.rules("f", state=SETTLED))
            new.store()
            seen_again.store_directly(connection)
        yield connection


def _is_known(ledger: sqlite3.Connection, row: AnswerRow = ROW) -> bool:
    return REF in seen_again.known_rows(ledger, SHOP, [row], NOW)


def test_the_same_row_of_a_closed_case_is_known_again(ledger: sqlite3.Connection) -> None:
    [known] = seen_again.known_rows(ledger, SHOP, [ROW, ROW._replace(number="1")], NOW).values()
    assert (known.case, known.as_of, known.origin, known.currency) == (1, "2026-11-24T09:00:00Z", "a.json:1", "GBP")
    assert not _is_known(ledger, ROW._replace(digest=8))
    assert seen_again.known_rows(ledger, "other", [ROW], NOW) == {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases SET closed = 0",
        "UPDATE cases SET buyer = 'lee'",
        "UPDATE cases SET missing_since = '2026-11-24T09:00:00Z'",
        "UPDATE cases SET taken_back = 2",
        "UPDATE observations SET last_seen = '2026-11-24T10:00:00Z'",
        "INSERT INTO case_refs VALUES ('uk-main', '4035312345678901239', 1)",
        "UPDATE events SET taken_back = 2",
    ],
)
def test_a_row_is_read_again_once_anything_of_its_case_has_changed(ledger: sqlite3.Connection, statement: str) -> None:
    with build.written(ledger):
        ledger.execute(statement)
    assert not _is_known(ledger)


def test_what_was_recorded_by_hand_may_hang_on_how_long_it_was_shown(ledger: sqlite3.Connection) -> None:
    with build.written(ledger):
        records.add_event(ledger, 1, Event("request.approved", day(22), {}, "hand", "recorded by hand"), NOW)
    ledger.execute("UPDATE seen_rows SET write_id = 99")  # though no write were newer
    assert not _is_known(ledger)


def test_a_case_seen_again_is_as_of_then_and_the_log_has_it(ledger: sqlite3.Connection) -> None:
    known = seen_again.known_rows(ledger, SHOP, [ROW], NOW)[REF]
    with build.written(ledger, "import") as write:
        seen_again.make_tables(ledger)
        seen_again.see_again(ledger, [(ROW, known)], LATER, log=True)
        seen_again.store_directly(ledger)
    assert ledger.execute("SELECT as_of, origin FROM cases").fetchone() == ("2026-11-24T15:00:00Z", "b.json:4")
    assert build.column(ledger, "observations", "last_seen") == ["2026-11-24T15:00:00Z"]
    rows = ledger.execute("SELECT tbl, op, key, case_id, shop, image FROM changes WHERE write_id = ?", (write,))
    assert rows.fetchall() == [
        ("cases", "update", "1", 1, SHOP, '{"as_of":"2026-11-24T09:00:00Z","origin":"a.json:1"}'),
        ("observations", "update", "1", 1, SHOP, '{"last_seen":"2026-11-24T09:00:00Z"}'),
    ]
    assert _is_known(ledger)
    with build.written(ledger):  # an older answer says nothing of today
        seen_again.make_tables(ledger)
        seen_again.see_again(ledger, [(ROW, seen_again.known_rows(ledger, SHOP, [ROW], NOW)[REF])], NOW, log=True)
        seen_again.store_directly(ledger)
    assert build.column(ledger, "cases", "as_of") == ["2026-11-24T15:00:00Z"]
    assert build.column(ledger, "writes", "id") == [1, 2, 3]


def test_the_same_row_of_an_open_case_is_known_again_while_the_rules_stay(ledger: sqlite3.Connection) -> None:
    with build.written(ledger):
        store.adopt(ledger, [SHOP], {SHOP: build.rules("f")}, NOW)
        store.rederive(ledger, [1], {SHOP: build.rules("f", build.clock("respond"))})
    assert REF in seen_again.known_rows(ledger, SHOP, [ROW], LATER, "f")
    assert not seen_again.known_rows(ledger, SHOP, [ROW], LATER, "other")
    assert not seen_again.known_rows(ledger, SHOP, [ROW], LATER)
    with build.written(ledger):
        ledger.execute("UPDATE cases SET rules = 'before'")
    assert not seen_again.known_rows(ledger, SHOP, [ROW], LATER, "f")


@pytest.mark.parametrize(
    ("clock", "as_of", "known"),
    [
        (build.clock("check"), NOW + timedelta(hours=14, minutes=59), True),
        (build.clock("check"), NOW + timedelta(hours=15), False),  # a new day in London: the look is put off
        (build.clock("refund", owner="platform"), LATER, False),
        (build.clock("refund", owner="platform", stopped_at=NOW), LATER, True),
        (build.clock("refund"), LATER, True),
    ],
)  # fmt: skip
def test_a_row_is_read_where_a_look_hangs_on_how_new_it_is(
    ledger: sqlite3.Connection, clock: Clock, as_of: datetime, known: bool
) -> None:
    with build.written(ledger):
        store.adopt(ledger, [SHOP], {SHOP: build.rules("f")}, NOW)
        store.rederive(ledger, [1], {SHOP: build.rules("f", clock)})
    assert (REF in seen_again.known_rows(ledger, SHOP, [ROW], as_of, "f")) is known


def test_in_a_working_copy_two_answers_are_logged_one_after_the_other(ledger: sqlite3.Connection) -> None:
    images = []
    with build.written(ledger, "import"):
        tables.make(ledger)
        seen_again.make_tables(ledger)
        for origin, as_of in (("b.json:4", LATER), ("c.json:1", LATER + timedelta(hours=1))):
            row = ROW._replace(origin=origin)
            seen_again.see_again(ledger, [(row, seen_again.known_rows(ledger, SHOP, [row], as_of)[REF])], as_of, True)
        assert build.column(ledger, "main.cases", "as_of") == ["2026-11-24T09:00:00Z"]
        images = ledger.execute("SELECT tbl, image FROM temp.changes ORDER BY id DESC LIMIT 2").fetchall()
        loading.load_requests(ledger, [REF], [])
        assert build.column(ledger, "cases", "as_of") == ["2026-11-24T16:00:00Z"]  # who reads a copy sees it
        assert build.column(ledger, "observations", "last_seen") == ["2026-11-24T16:00:00Z"]
        storing.compare(ledger)
        storing.store(ledger)
    assert images[::-1] == [
        ("cases", '{"as_of":"2026-11-24T15:00:00Z","origin":"b.json:4"}'),
        ("observations", '{"last_seen":"2026-11-24T15:00:00Z"}'),
    ]
    assert ledger.execute("SELECT as_of, origin FROM cases").fetchone() == ("2026-11-24T16:00:00Z", "c.json:1")
    assert build.column(ledger, "observations", "last_seen") == ["2026-11-24T16:00:00Z"]


def test_rows_are_noted_once_they_are_in_the_ledger_and_let_go_where_more_came(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "import") as write:
        seen_again.make_tables(ledger)
        again = request("4035312345678901239", source="api", known_since=day(21), order=None)
        build.put_case(ledger, again)
        seen_again.see_first(ledger, SHOP, [(again.ref, 5), ("1", 6)])
        rows = ledger.execute("SELECT ref, digest, case_id, write_id FROM temp.seen_first").fetchall()
        assert rows == [(again.ref, 5, 2, write)]
        seen_again.forget(ledger, SHOP, [again.ref])
        assert ledger.execute("SELECT count(*) FROM temp.seen_first").fetchone() == (0,)
