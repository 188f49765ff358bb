"""What people read for an entry of the log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aftersales.core.deadlines.rules_change import DeadlineMove, RulesChange
from aftersales.core.log import describe
from aftersales.core.log.entry import LoggedEvent, LoggedFile
from tables import of_each
from unit.core.log.build import entry

RULES = RulesChange([{"code": "version"}], None, None, 1, None, None)
MOVES = [DeadlineMove(1, "respond", "seller", change, None, None) for change in ("moved", "new")]


BY_RULE = LoggedEvent(1, "request.approved", datetime(2026, 11, 23, 10, tzinfo=UTC), {"rule": "cheap"}, "GBP")


@of_each(
    "values, text",
    [
        ({"events": [(1, "request.approved"), (2, "request.approved")]}, "cases 1, 2: approved"),
        ({"events": [(1, "case.noted"), (1, "case.noted"), (2, "case.noted")]}, "cases 1, 2: note added"),
        ({"events": [(1, "request.approved")], "recorded": [BY_RULE]}, "case 1: approved by rule cheap"),
        ({"events": [(1, "case.noted")], "orders": ["9"]}, "case 1: note added"),
        ({"orders": ["9"], "makes": frozenset({"orders"})}, "order 9: recorded"),
        ({"orders": ["9"]}, "order 9: changed"),
        ({"shops": ["uk"], "makes": frozenset({"shops"})}, "shop uk: added"),
        ({"cases": [3]}, "case 3: changed"),
        ({"files": [LoggedFile("a.csv", "cases", 1, 0)], "cases": [3]}, "a.csv: 1 new, 0 changed"),
        ({"undoes": 4, "cases": [3]}, "undoes entry 4"),
        ({"command": "migrate"}, "everything that was recorded before there was a log"),
        (
            {"shops": ["uk"], "renewal": RULES, "moves": MOVES},
            "uk (this version of aftersales): 1 deadline moved, 1 new",
        ),
        (
            {"shops": ["uk"], "renewal": RULES._replace(why=["tiktok-gb"]), "moves": []},
            "uk (tiktok-gb): no deadline moved",
        ),
        (
            {"shops": ["uk"], "renewal": RULES._replace(why=[]), "moves": []},
            "uk: no deadline moved",
        ),
    ],
)
def test_what_an_entry_recorded(values: dict[str, Any], text: str) -> None:
    assert describe.summary(entry(**values)) == text


@of_each(
    "values, text",
    [
        ({"cases": [3]}, "7 (approve, case 3)"),
        ({"cases": [3, 4]}, "7 (approve, cases 3, 4)"),
        ({"cases": [3], "files": [LoggedFile("a.csv", "cases", 1, 0)]}, "7 (approve, a.csv)"),
        ({"orders": ["9"], "shops": ["uk"]}, "7 (approve, order 9)"),
        ({"shops": ["uk"]}, "7 (approve, uk)"),
        ({}, "7 (approve)"),
        ({"undoes": 4}, "7 (undo of entry 4)"),
    ],
)
def test_how_another_sentence_names_an_entry(values: dict[str, Any], text: str) -> None:
    assert describe.short(entry(**values)) == text
