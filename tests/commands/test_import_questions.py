"""What an import asks at a terminal: when files were exported, and whether what had passed is history."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.conftest import Typist
from importing.files import Seller, request, returns
from transcripts import Shell

REF = "4035312345678901111"


def week_old(folder: Path, *rows: dict[str, str]) -> Path:
    """An export with a request of Thu 12 Nov, due on Mon 16 Nov, and one of Mon 23 Nov, and no time in its name."""
    late = request("4035312345678902222", asked="12/11/2026 10:00:00")
    return returns(folder / "r.csv", request(REF, asked="23/11/2026 10:00:00"), late, *rows)


def test_the_time_typed_is_when_it_was_exported(shell: Shell, typed: Typist) -> None:
    seller = Seller(shell)
    code, screen = typed(f"import {week_old(shell.home)}", ["yesterday 9:30", "25:00", "today 8:50", "k"])
    assert code == 0, screen
    assert "Type a time such as 08:50, or file" in screen  # one that is past: at 8:45, 8:50 might be yesterday's
    assert "r.csv has a time of Mon 23 Nov 2026 10:00 GMT; it was exported between then and now." in screen
    assert "as of Tue 24 Nov 2026 08:50 GMT (--as-of)" in screen
    assert "2026-11-24T08:50:00" in shell.ok("status --json").out
    assert len(seller.cases()) == 2


def test_enter_takes_the_newest_time_in_it_and_it_is_asked_once(shell: Shell, typed: Typist) -> None:
    Seller(shell)
    path = week_old(shell.home)
    code, screen = typed(f"import {path}", ["", "k"])
    shown = " ".join(screen.split())  # wherever the line breaks
    assert (code, "as of Mon 23 Nov 2026 10:00 GMT (the newest" in shown) == (0, True), screen
    code, screen = typed(f"import {path}", [])
    assert (code, "exported?" in screen, "(explain)" in screen) == (0, False, False), screen


@pytest.mark.parametrize(("leave", "expected"), [("^C", 130), ("^D", 130), ("\x1b", 0)])
def test_who_leaves_the_question_imports_nothing(shell: Shell, typed: Typist, leave: str, expected: int) -> None:
    seller = Seller(shell)
    code, screen = typed(f"import {week_old(shell.home)}", [leave])
    assert (code, "Nothing was imported." in screen) == (expected, True), screen
    assert seller.cases() == []


def test_history_is_what_one_says_and_undo_takes_that_back(shell: Shell, typed: Typist) -> None:
    seller = Seller(shell)
    code, screen = typed(f"import {week_old(shell.home)}", ["now", "?", "x", "h"])
    assert code == 0, screen
    assert "1 deadline had passed before." in screen
    assert "x is not an answer here. Type h, k or ?." in screen
    assert "They are history now. `aftersales undo` brings them back." in screen
    assert [line["case"] for line in seller.due()] == [1]
    seller.shell.ok("undo")
    assert [line["band"] for line in seller.due()].count("overdue") == 1
    assert len(seller.cases()) == 2


def test_leaving_the_question_keeps_them(shell: Shell, typed: Typist) -> None:
    seller = Seller(shell)
    typed(f"import {week_old(shell.home)}", ["now", "^C"])
    assert [line["band"] for line in seller.due()].count("overdue") == 1
