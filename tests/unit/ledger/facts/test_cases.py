"""Requests that files tell: which case one belongs to, and what of it is new."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.core.money.amount import Money
from aftersales.ledger.facts import cases
from unit.ledger import build
from unit.ledger.build import NOW, ORDER, REF, SHOP, day, request

SECOND, THIRD = "4035312345678901232", "4035312345678901233"


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    with build.ledger(SHOP, "other") as connection, build.written(connection, "import"):
        yield connection


def _events(ledger: sqlite3.Connection, case: int) -> list[tuple[str, str]]:
    rows = ledger.execute("SELECT name, json_extract(data, '$.ref') FROM events WHERE case_id = ? ORDER BY at", (case,))
    return rows.fetchall()


def test_a_request_is_a_new_case_once(ledger: sqlite3.Connection) -> None:
    assert build.put_case(ledger, request()) == (1, "new")
    assert build.put_case(ledger, request()) == (1, "same")
    assert build.put_case(ledger, request(status="approved", raw="Approved"), as_of=day(25)) == (1, "changed")
    assert _events(ledger, 1) == [("request.opened", REF)]


def test_goods_are_summed_up_in_the_case(ledger: sqlite3.Connection) -> None:
    hat = build.MUG._replace(sku="HAT", product="Hat", quantity=1)
    build.put_case(ledger, request(lines=(build.MUG, hat, build.MUG)))
    row = ledger.execute("SELECT product, sku, quantity FROM cases").fetchone()
    assert row == ("Mug; Hat", "MUG-1; HAT", 5)
    (lines,) = build.column(ledger, "cases", "lines")
    assert [line["sku"] for line in json.loads(lines)] == ["MUG-1", "HAT", "MUG-1"]


def test_a_submission_after_a_rejection_is_a_new_attempt_of_the_case(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, request())
    again = request(SECOND, prior_ref=REF, opened_at=day(22), amount=Money(900, "GBP"))
    assert build.put_case(ledger, again) == (1, "changed")
    assert _events(ledger, 1) == [("request.opened", REF), ("request.resubmitted", SECOND)]
    assert ledger.execute("SELECT ref, amount, opened_at FROM cases").fetchone() == (
        SECOND,
        900,
        "2026-11-20T12:00:00Z",
    )


def test_attempts_that_come_in_the_wrong_order_are_named_right(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, request(SECOND, prior_ref=REF, opened_at=day(22)))
    build.put_case(ledger, request(REF, opened_at=day(20), amount=Money(900, "GBP")))
    assert _events(ledger, 1) == [("request.opened", REF), ("request.resubmitted", SECOND)]
    # What the case is about is what its newest attempt says.
    assert ledger.execute("SELECT ref, amount, opened_at FROM cases").fetchone() == (
        SECOND,
        1398,
        "2026-11-20T12:00:00Z",
    )


def test_two_cases_that_turn_out_to_be_one_are_merged_into_the_older(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, request(REF, opened_at=day(20)))
    build.put_case(ledger, request(THIRD, opened_at=day(23), reason="Too late"))
    build.put_case(ledger, request(SECOND, prior_ref=REF, next_ref=THIRD, opened_at=day(22)))
    assert build.column(ledger, "cases", "merged_into") == [None, 1]
    assert _events(ledger, 1) == [
        ("request.opened", REF),
        ("request.resubmitted", SECOND),
        ("request.resubmitted", THIRD),
    ]
    assert ledger.execute("SELECT ref, reason FROM cases WHERE id = 1").fetchone() == (THIRD, "Too late")


@pytest.mark.parametrize(
    ("opened", "case"),
    [(day(22), 1), (day(18), 1), (day(23), 2)],  # at most two days apart
)
def test_a_case_recorded_by_hand_gets_its_number_from_the_file(
    ledger: sqlite3.Connection, opened: object, case: int
) -> None:
    cases.open_by_hand(ledger, SHOP, request("", source="hand"))
    assert build.put_case(ledger, request(opened_at=opened))[0] == case


def test_older_data_fill_only_what_is_empty(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, request(tracking=None), as_of=day(24))
    older = request(tracking="RN1", reason="Another reason")
    assert build.put_case(ledger, older, as_of=day(22)) == (1, "changed")
    assert ledger.execute("SELECT tracking, reason FROM cases").fetchone() == ("RN1", "Item defective")


def test_an_export_keeps_what_only_an_answer_tells(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, request(source="api", quick_refund=True), as_of=day(22))
    build.put_case(ledger, request(), as_of=day(23))
    assert build.column(ledger, "cases", "quick_refund") == [1]


def test_a_new_attempt_by_hand_changes_only_what_it_says(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, request())
    cases.resubmit(ledger, SHOP, 1, request(SECOND, source="hand", amount=None, reason="Broken"))
    row = ledger.execute("SELECT ref, reason, amount, currency FROM cases").fetchone()
    assert row == (SECOND, "Broken", 1398, "GBP")
    assert ledger.execute("SELECT ref FROM case_refs ORDER BY ref").fetchall() == [(REF,), (SECOND,)]


def test_a_number_of_another_shop_is_named(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, request())
    assert cases.ref_of_another_shop(ledger, "other", [SECOND, REF]) == (REF, SHOP)
    assert cases.ref_of_another_shop(ledger, SHOP, [SECOND, REF]) is None


def test_cases_on_orders(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, request())
    build.put_case(ledger, request(SECOND, order="8"))
    assert cases.on_orders(ledger, SHOP, [ORDER]) == [1]
    assert cases.on_orders(ledger, "other", [ORDER, "8"]) == []


def test_what_a_person_or_a_first_import_sets(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, request())
    cases.set_tracking(ledger, 1, "T9")
    cases.set_caught_up(ledger, 1, NOW)
    assert ledger.execute("SELECT tracking, caught_up_at FROM cases").fetchone() == ("T9", "2026-11-24T09:00:00Z")


CONTRADICTING = [
    build.request(reason="Too small", lines=()),
    build.request(reason="Item defective", lines=(), amount=Money(500, "GBP")),
]


@pytest.mark.parametrize("turned", [False, True], ids=("one way", "the other way"))
def test_what_contradicts_itself_in_one_second_does_not_hang_on_the_order_of_reading(turned: bool) -> None:
    with build.ledger() as ledger, build.written(ledger, "import"):
        for facts in reversed(CONTRADICTING) if turned else CONTRADICTING:
            build.put_case(ledger, facts)
        assert ledger.execute("SELECT amount, reason FROM cases").fetchall() == [(1398, "Too small")]


@pytest.mark.parametrize("turned", [False, True], ids=("one way", "the other way"))
def test_of_two_rows_of_one_file_the_one_that_changed_later_counts(turned: bool) -> None:
    """The platform's pages may hold a request twice."""
    early = build.request(source="api", known_since=day(21), amount=Money(1398, "GBP"))
    late = build.request(source="api", known_since=day(22), amount=Money(500, "GBP"), status="approved")
    with build.ledger() as ledger, build.written(ledger, "import"):
        for facts in (late, early) if turned else (early, late):
            build.put_case(ledger, facts)
        assert build.column(ledger, "cases", "amount") == [500]
