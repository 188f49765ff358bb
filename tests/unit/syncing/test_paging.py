"""All pages of a search: ends, circles, totals, and rows that move between pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from aftersales.syncing import paging
from aftersales.syncing.client import Page
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.paging import SearchReading

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
WINDOW = {"update_time_ge": 1, "update_time_lt": 9}


def row(number: int, updated: int = 1, **more: Any) -> dict[str, Any]:
    return {"return_id": str(number), "update_time": updated, **more}


class Pages:
    """A search that answers with these pages in turn, and keeps what it was asked. A fault among them is raised."""

    def __init__(self, *pages: tuple[list[dict[str, Any]], str, int | None] | PlatformFault) -> None:
        self.pages, self.asked = list(pages), list[tuple[Mapping[str, Any], str]]()

    def __call__(self, body: Mapping[str, Any], page_token: str = "") -> Page:
        self.asked.append((body, page_token))
        page = self.pages.pop(0)
        if isinstance(page, PlatformFault):
            raise page
        rows, token, total = page
        return Page(rows, token, total, "20261124090000AB", AT)


def read(search: Pages, size: int = 2) -> SearchReading:
    return paging.read(search, WINDOW, "return_id", size)


def ids(reading: SearchReading) -> list[str]:
    return list(reading.rows)


def test_every_page_repeats_the_window() -> None:
    search = Pages(([row(1), row(2)], "t/1+=", 3), ([row(3)], "", 3))
    reading = read(search)
    assert (ids(reading), reading.is_whole, reading.passes) == (["1", "2", "3"], True, 1)
    assert search.asked == [(WINDOW, ""), (WINDOW, "t/1+=")]


def test_zero_rows_are_whole() -> None:
    assert read(Pages(([], "", 0))).is_whole


def test_an_answer_without_anything_in_it_is_believed_the_second_time() -> None:
    reading = read(Pages(([], "", None), ([], "", None)))
    assert (reading.is_whole, reading.passes) == (True, 2)
    assert ids(read(Pages(([], "", None), ([row(1)], "", 1)))) == ["1"]


def test_a_last_page_may_carry_a_token() -> None:
    search = Pages(([row(1), row(2)], "a", 3), ([row(3)], "b", 3))
    assert read(search).is_whole
    assert len(search.asked) == 2


def test_a_full_last_page_with_a_token_is_followed_to_the_empty_one() -> None:
    assert read(Pages(([row(1), row(2)], "a", 2), ([], "", 2))).is_whole


def test_the_same_id_twice_is_one_row_in_its_newest_state() -> None:
    reading = read(Pages(([row(1, 5, state="new"), row(2)], "a", 2), ([row(1, 4, state="old")], "", 2)))
    assert reading.rows["1"]["state"] == "new"
    assert reading.is_whole


def test_of_two_that_changed_at_once_the_later_answer_counts() -> None:
    assert read(Pages(([row(1, 5, n=1), row(1, 5, n=2)], "", 1))).rows["1"]["n"] == 2


def test_a_row_that_slipped_past_the_page_is_found_by_the_next_pass() -> None:
    """Under an offset, a row of page 1 that changes leaves the window, and the first of page 2 moves to page 1."""
    first = [([row(1), row(2)], "a", 4), ([row(4)], "", 4)]
    second = [([row(2), row(3)], "a", 3), ([row(4)], "", 3)]
    reading = read(Pages(*first, *second))
    assert (sorted(ids(reading)), reading.is_whole, reading.passes) == (["1", "2", "3", "4"], True, 2)


def test_three_passes_that_lack_rows_are_not_whole() -> None:
    search = Pages(*([([row(1)], "", 3)] * 3))
    reading = read(search)
    assert (reading.is_whole, reading.missing, reading.passes, len(search.asked)) == (False, 2, 3, 3)
    assert ids(reading) == ["1"]


def test_a_token_that_leads_in_a_circle_ends_the_pass() -> None:
    page = ([row(1), row(2)], "a", None)
    search = Pages(page, page, page, page, page, page)
    reading = read(search)
    assert not reading.is_whole
    assert len(search.asked) == 6  # two pages in each of three passes


def test_a_circle_after_everything_came_is_an_end() -> None:
    assert read(Pages(([row(1), row(2)], "a", 2), ([row(1), row(2)], "a", 2))).is_whole


def test_pages_that_never_end_are_cut_off_by_the_total() -> None:
    pages = [([row(n), row(n + 1)], f"t{n}", 4) for n in (1, 1, 1, 1, 1, 1, 1, 1)]
    tokens = [(rows, f"t{n}", total) for n, (rows, _, total) in enumerate(pages * 3)]
    search = Pages(*tokens)
    reading = read(search)
    assert not reading.is_whole
    assert len(search.asked) == 3 * 6  # 4 rows are two pages; three more are allowed


def test_what_came_before_a_fault_is_there() -> None:
    reading = SearchReading("return_id")
    fault = PlatformFault(FaultKind.STREAM, "The answer is not an answer.")
    with pytest.raises(PlatformFault):
        paging.read(Pages(([row(1), row(2)], "a", 4), fault), WINDOW, "return_id", 2, None, reading)
    assert (ids(reading), reading.is_whole, reading.began_at) == (["1", "2"], False, AT)


def test_rows_without_an_id_are_kept_for_the_parser_to_reject() -> None:
    reading = read(Pages(([row(1), {"update_time": 3}], "", 2)))
    assert (len(reading.anonymous), reading.is_whole) == (1, True)


def test_a_total_that_shrinks_underway_is_read_again_once() -> None:
    """Rows that changed meanwhile left the window; the next window has them."""
    search = Pages(([row(1), row(2)], "a", 4), ([row(3)], "", 3), ([row(1), row(2)], "a", 3), ([row(3)], "", 3))
    reading = read(search)
    assert (reading.is_whole, reading.passes) == (True, 2)
