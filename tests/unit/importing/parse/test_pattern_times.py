"""Times in the pattern of a mapping."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from aftersales.importing.parse.pattern_times import PatternTimes
from aftersales.importing.parse.times import Times
from tables import of_each

BERLIN = ZoneInfo("Europe/Berlin")


@of_each(
    "pattern, text, instant",
    [
        ("DD.MM.YYYY HH:mm", "24.11.2026 16:02", "2026-11-24T15:02:00Z"),
        ("DD.MM.YYYY HH:mm", "24.07.2026 16:02", "2026-07-24T14:02:00Z"),  # summer time: two hours ahead of UTC
        ("DD.MM.YYYY HH:mm", "24.11.2026", "2026-11-24T08:30:00Z"),  # without a time of day: that of the mapping
        ("DD.MM.YY", "24.11.26", "2026-11-24T08:30:00Z"),
        ("MMM D, YYYY h:mm A", "Nov 4, 2026 12:05 am", "2026-11-03T23:05:00Z"),
        ("DD.MM.YYYY", "2026-11-24 16:02:11", "2026-11-24T15:02:11Z"),  # a date cell of a workbook
        ("DD.MM.YYYY", "2026-11-24T16:02:11+08:00", "2026-11-24T08:02:11Z"),  # it states its offset
        ("YYYY年M月D日 HH:mm", "2026年11月4日", "2026-11-04T08:30:00Z"),
        ("DD.MM.YYYY HH:mm", "2026年11月4日 16:02", "2026-11-04T15:02:00Z"),
        ("DD.MM.YYYY HH:mm", "24.11.2026 16:02:11", "2026-11-24T15:02:11Z"),  # seconds may be there or not
        ("DD.MM.YYYY HH:mm:ss", "24.11.2026 16:02", "2026-11-24T15:02:00Z"),
        ("unix", "1795536131", "2026-11-24T16:02:11Z"),
        ("unix", "1795536131000", "2026-11-24T16:02:11Z"),
        ("DD.MM.YYYY", " - ", None),
    ],
)
def test_a_time_is_read(pattern: str, text: str, instant: str | None) -> None:
    assert PatternTimes(pattern, BERLIN, "09:30").read(text) == instant


@of_each(
    "pattern, text, said",
    [
        ("DD.MM.YYYY", "24/11/2026", "is not written as DD.MM.YYYY"),
        ("DD.MM.YYYY", "24.11.2026", "has no time of day"),
        ("DD.MM.YYYY HH:mm", "31.02.2026 10:00", "is not a date"),
        ("DD.MM.YYYY HH:mm", "24.11.1990 10:00", "impossible year"),
        ("DD.MM.YYYY h:mm A", "24.11.2026 16:02 pm", "is not a date"),
        ("unix", "yesterday", "unix seconds"),
    ],
)
def test_what_is_none_is_refused_with_the_reason(pattern: str, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        PatternTimes(pattern, BERLIN).read(text)


def test_dates_in_an_order_take_the_time_of_day_too() -> None:
    assert Times("dmy", BERLIN, "00:00").read("24/11/2026") == "2026-11-23T23:00:00Z"
    with pytest.raises(ValueError, match="time of day"):
        Times("dmy", BERLIN).read("24/11/2026")


def test_chinese_dates_are_dates_in_any_order() -> None:
    for order in ("dmy", "ymd"):
        times = Times(order, BERLIN, "00:00")
        for text in ("2026年11月4日 16:02:11", "2026年11月4日16:02:11", "2026年11月04日 16:02:11"):
            assert times.read(text) == "2026-11-04T15:02:11Z", (order, text)
        assert times.read("2026年11月4日") == "2026-11-03T23:00:00Z", order
