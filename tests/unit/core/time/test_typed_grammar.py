"""The parts of a time as it is typed."""

from __future__ import annotations

from datetime import time

import pytest

from aftersales.core.time.typed_grammar import (
    DAY_FIRST,
    MONTH_FIRST,
    YEAR_FIRST,
    TypedDay,
    TypedSpan,
    TypedTime,
    parse_span,
    parse_time,
)
from aftersales.core.time.typed_words import ENGLISH
from tables import of_each


@of_each(
    "typed, parts",
    [
        ("16:02", TypedTime(None, time(16, 2), "")),
        ("last fri 3pm", TypedTime(TypedDay(weekday=4, turn=-1), time(15), "")),
        ("Tue 24 Nov 16:02 GMT", TypedTime(TypedDay(weekday=1, month=11, day=24), time(16, 2), "gmt")),
        ("24 Nov", TypedTime(TypedDay(month=11, day=24), None, "")),
        ("Nov 24 2026 Shanghai", TypedTime(TypedDay(month=11, day=24, year=2026), None, "shanghai")),
        ("2026-11-24T16:02 (London)", TypedTime(TypedDay(month=11, day=24, year=2026), time(16, 2), "(london)")),
        ("next tuesday", TypedTime(TypedDay(weekday=1, turn=1), None, "")),
        ("noon tomorrow", TypedTime(TypedDay(from_today=1), time(12), "")),
        ("on", None),
        ("pm", None),
        ("", None),
    ],
)
def test_a_time_is_taken_apart(typed: str, parts: TypedTime | None) -> None:
    assert parse_time(typed, ENGLISH, DAY_FIRST) == parts


@pytest.mark.parametrize(("order", "month", "day"), [(DAY_FIRST, 4, 3), (MONTH_FIRST, 3, 4)])
def test_a_date_in_numbers_is_read_as_the_market_writes_it(order: str, month: int, day: int) -> None:
    for typed in ("3/4/2026", "03.04.2026", "3-4-2026"):
        assert parse_time(typed, ENGLISH, order) == TypedTime(TypedDay(month=month, day=day, year=2026), None, "")


@of_each(
    "typed, order, why",
    [
        ("3/4/2026", None, "can be two dates"),
        ("3/4/2026", YEAR_FIRST, "here dates are written year/month/day"),
        ("3/4/26", DAY_FIRST, "four digits"),
        ("13/13/2026", None, "there is no day 13/13/2026"),
        ("fri 15", DAY_FIRST, "15 is not a time of day; write 15:00"),
        ("may", DAY_FIRST, "the day is missing; write it as in 24 May"),
        ("24:00", DAY_FIRST, "there is no time of day 24:00"),
    ],
)
def test_what_is_wrong_with_a_part_is_said(typed: str, order: str | None, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_time(typed, ENGLISH, order)


@of_each(
    "typed, parts",
    [
        ("36h", TypedSpan({"hours": 36}, 0, fine=True)),
        ("2 d 4 h ago", TypedSpan({"days": 2, "hours": 4}, -1, fine=True)),
        ("in 1 week", TypedSpan({"weeks": 1}, 1, fine=False)),
        ("1 h 08 min", TypedSpan({"hours": 1, "minutes": 8}, 0, fine=True)),
        ("in 2h ago", None),
        ("2h 3h", None),
        ("2 hx", None),
        ("h", None),
    ],
)
def test_a_length_of_time_is_taken_apart(typed: str, parts: TypedSpan | None) -> None:
    assert parse_span(typed, ENGLISH) == parts
