"""Open cases that newer data should show and don't: flagged, never closed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.ledger.facts import absences
from unit.ledger import build
from unit.ledger.build import SHOP, column, day

OTHER = "4035312345678901232"


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """Two open requests of an export of 24 November."""
    with build.ledger() as connection, build.written(connection):
        for ref in (build.REF, OTHER):
            build.put_case(connection, build.request(ref), day(24))
        yield connection


def test_a_case_that_was_asked_for_and_not_shown_is_flagged_once(ledger: sqlite3.Connection) -> None:
    assert absences.mark_unseen(ledger, [2], day(25)) == [2]
    assert absences.mark_unseen(ledger, [2], day(26)) == []
    assert column(ledger, "cases", "settled") == [0, 0]


def test_a_case_that_is_shown_again_is_no_longer_absent(ledger: sqlite3.Connection) -> None:
    absences.mark_unseen(ledger, [2], day(25))
    build.put_case(ledger, build.request(OTHER), day(26))
    assert column(ledger, "cases", "missing_since") == [None, None]


def test_open_cases_that_a_fuller_export_lacks_are_flagged() -> None:
    second, third = "4035312345678901233", "4035312345678901234"
    with build.ledger() as ledger, build.written(ledger):
        for ref, opened in ((build.REF, day(18)), (second, day(20)), (third, day(21))):
            build.put_case(ledger, build.request(ref, opened_at=opened), as_of=day(22))
        build.put_case(ledger, build.request("4", source="api", opened_at=day(20)), as_of=day(22))
        # The new export reaches back to the 20th and shows case 3. Case 1 is older, and no export ever showed case 4.
        assert absences.mark_missing(ledger, SHOP, [3], day(20), day(24), own_numbers=False) == [2]
        assert column(ledger, "cases", "missing_since") == [None, "2026-11-24T12:00:00Z", None, None]
        assert absences.mark_missing(ledger, SHOP, [3], day(20), day(24), own_numbers=False) == []
        build.put_case(ledger, build.request(second, opened_at=day(20)), as_of=day(25))
        assert column(ledger, "cases", "missing_since") == [None, None, None, None]


def test_a_file_of_platform_numbers_can_not_show_a_case_under_an_own_number() -> None:
    with build.ledger() as ledger, build.written(ledger):
        for ref in ("RMA-1001", "4035312345678901233"):
            build.put_case(ledger, build.request(ref, opened_at=day(20)), as_of=day(22))
        assert absences.mark_missing(ledger, SHOP, [], day(20), day(24), own_numbers=False) == [2]
        assert absences.mark_missing(ledger, SHOP, [], day(20), day(24), own_numbers=True) == [1]
