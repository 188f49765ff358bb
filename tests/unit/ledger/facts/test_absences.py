"""Open cases that newer data should show and don't: flagged, never closed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from aftersales.ledger.facts import absences, imports
from aftersales.ledger.facts.imports import ImportedFile
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


SECOND, THIRD = "4035312345678901233", "4035312345678901234"


def export(ledger: sqlite3.Connection, as_of: int, first: int, *statuses: str, **others: Any) -> None:
    """Remember an export as of noon of a day of November, whose first request was made on another."""
    told = {"first_request": day(first), "statuses": json.dumps(statuses), "own_numbers": False, **others}
    digest = f"{as_of} {others} {statuses}"
    made = ImportedFile(
        SHOP, "r.csv", digest, "tiktok-returns", "cases", day(as_of), "--as-of", 2, 0, 0, 2, 0, build.NOW
    )
    imports.add(ledger, made._replace(**told))


def renew(ledger: sqlite3.Connection, *touched: int) -> dict[int, str]:
    """Which cases are newly flagged, and since when, in short."""
    found = absences.renew_missing(ledger, SHOP, touched, of_export=not touched)
    return {case: f"{since:%d %H}" for case, since in found.items()}


def test_open_cases_that_a_fuller_export_lacks_are_flagged() -> None:
    with build.ledger() as ledger, build.written(ledger):
        for ref, opened, as_of in ((build.REF, 18, 22), (SECOND, 20, 22), (THIRD, 21, 24)):
            build.put_case(ledger, build.request(ref, opened_at=day(opened)), as_of=day(as_of))
        build.put_case(ledger, build.request("4", source="api", opened_at=day(20)), as_of=day(22))
        export(ledger, 24, 20, "pending", "completed")
        # It reaches back to the 20th and shows case 3. Case 1 is older, and no export ever showed case 4.
        assert renew(ledger) == {2: "24 12"}
        assert column(ledger, "cases", "missing_since") == [None, "2026-11-24T12:00:00Z", None, None]
        assert renew(ledger) == {}
        build.put_case(ledger, build.request(SECOND, opened_at=day(20)), as_of=day(25))
        assert column(ledger, "cases", "missing_since") == [None, None, None, None]


def test_of_several_exports_the_first_that_lacks_a_case_counts(ledger: sqlite3.Connection) -> None:
    export(ledger, 27, 1, "pending", "completed")
    assert renew(ledger) == {1: "27 12", 2: "27 12"}
    export(ledger, 26, 1, "pending", "completed")
    export(ledger, 25, 1, "pending")  # of one status it may be filtered
    assert renew(ledger) == {}
    assert set(column(ledger, "cases", "missing_since")) == {"2026-11-26T12:00:00Z"}
    export(ledger, 25, 1, "completed")  # the other file of the same export
    renew(ledger)
    assert set(column(ledger, "cases", "missing_since")) == {"2026-11-25T12:00:00Z"}


def test_an_export_with_a_hole_tells_nothing_any_more(ledger: sqlite3.Connection) -> None:
    export(ledger, 25, 1, "pending", "completed")
    assert len(renew(ledger)) == 2
    export(ledger, 25, 1, statuses=None)  # another file of it, with rejected rows
    assert renew(ledger) == {}
    assert column(ledger, "cases", "missing_since") == [None, None]


def test_what_another_version_or_a_sync_flagged_stays(ledger: sqlite3.Connection) -> None:
    absences.mark_unseen(ledger, [1], day(25))
    export(ledger, 26, 1, "pending", "completed")
    assert renew(ledger) == {2: "26 12"}
    assert column(ledger, "cases", "missing_since") == ["2026-11-25T12:00:00Z", "2026-11-26T12:00:00Z"]


def test_a_case_that_turns_out_to_be_closed_is_not_missing(ledger: sqlite3.Connection) -> None:
    export(ledger, 26, 1, "pending", "completed")
    renew(ledger)
    ledger.execute("UPDATE cases SET settled = 1")
    assert renew(ledger, 1) == {}
    assert column(ledger, "cases", "missing_since") == [None, "2026-11-26T12:00:00Z"]


def test_a_file_of_platform_numbers_can_not_show_a_case_under_an_own_number() -> None:
    with build.ledger() as ledger, build.written(ledger):
        for ref in ("RMA-1001", SECOND):
            build.put_case(ledger, build.request(ref, opened_at=day(20)), as_of=day(22))
        export(ledger, 24, 20, "pending", "completed")
        assert renew(ledger) == {2: "24 12"}
        export(ledger, 25, 20, "pending", "completed", own_numbers=True)
        assert renew(ledger) == {1: "25 12"}
