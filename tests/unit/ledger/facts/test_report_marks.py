"""Marks of reports: one for each report and shops, and never back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.ledger.facts.report_marks import ReportMark, mark_of, put_mark
from unit.ledger import build
from unit.ledger.build import day


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    with build.ledger() as connection:
        yield connection


def test_a_report_has_no_mark_before_it_is_marked(ledger: sqlite3.Connection) -> None:
    assert mark_of(ledger, "morning", None) is None


def test_each_report_has_a_mark_of_its_own_for_each_choice_of_shops(ledger: sqlite3.Connection) -> None:
    put_mark(ledger, "morning", None, ReportMark(3, day(24)))
    put_mark(ledger, "morning", ["b", "a"], ReportMark(4, day(25)))
    assert mark_of(ledger, "week", None) is None
    assert mark_of(ledger, "morning", None) == ReportMark(3, day(24))
    assert mark_of(ledger, "morning", ["a", "b", "a"]) == ReportMark(4, day(25))


def test_a_mark_goes_on_and_never_back(ledger: sqlite3.Connection) -> None:
    put_mark(ledger, "morning", None, ReportMark(3, day(24)))
    put_mark(ledger, "morning", None, ReportMark(5, day(25)))
    put_mark(ledger, "morning", None, ReportMark(4, day(26)))  # of a run that began before that one
    assert mark_of(ledger, "morning", None) == ReportMark(5, day(25))


def test_the_log_knows_nothing_of_it(ledger: sqlite3.Connection) -> None:
    before = build.column(ledger, "changes", "id")
    with build.written(ledger):
        put_mark(ledger, "morning", None, ReportMark(3, day(24)))
    assert build.column(ledger, "changes", "id") == before
    assert build.column(ledger, "writes", "command") == ["init"]
