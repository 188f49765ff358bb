"""Times as exports and answers write them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.importing.parse.times import Ambiguous, Mixed, Times, date_format, unambiguous_date, unix
from tables import of_each

LONDON = ZoneInfo("Europe/London")


@of_each(
    "dates, order",
    [
        (["01/02/2026", "13/02/2026"], "dmy"),
        (["01/02/2026", "02/13/2026"], "mdy"),
        (["2026-02-01", "2026-02-13"], "ymd"),
        ([""], None),
        (["-", "soon"], None),
    ],
)
def test_one_date_decides_for_all(dates: list[str], order: str | None) -> None:
    assert date_format(dates) == order


def test_dates_that_fit_both_orders_or_none_are_told() -> None:
    with pytest.raises(Ambiguous, match="03/04/2026"):
        date_format(["01/02/2026", "03/04/2026"])
    with pytest.raises(Mixed, match=r"13/02/2026.*02/13/2026"):
        date_format(["13/02/2026", "02/13/2026"])
    with pytest.raises(Mixed, match="2026-02-01"):
        date_format(["2026-02-01", "13/02/2026"])


def test_the_date_that_decides_can_be_shown() -> None:
    assert unambiguous_date(["01/02/2026", "13/02/2026"], "dmy") == "13/02/2026"


@of_each(
    "text, instant",
    [
        ("24/11/2026 16:02:11", "2026-11-24T16:02:11Z"),
        ("24/07/2026 16:02:11", "2026-07-24T15:02:11Z"),  # summer time: an hour ahead of UTC
        ("24/11/2026 04:02:11 PM", "2026-11-24T16:02:11Z"),
        ("24/11/2026 12:00:00 AM", "2026-11-24T00:00:00Z"),
        ("2026-11-24 16:02", "2026-11-24T16:02:00Z"),
        ("", None),
        ("--", None),
    ],
)
def test_a_local_time_is_read_as_utc(text: str, instant: str | None) -> None:
    times = Times("dmy", LONDON)
    assert times.read(text) == instant
    assert times.read(text) == instant  # by the hour that was kept


@of_each(
    "text, why",
    [
        ("24/11/2026", "has no time of day; for a file of your own, its mapping says one"),
        ("soon", "is not a date with a time of day"),
        ("11/24/2026 10:00:00", "is not a date, read as day/month/year"),
        ("24/11/26 10:00:00", "has a year of two digits"),
        ("24/11/2026 13:00:00 PM", "has AM or PM with an hour above 12"),
        ("24/11/1999 10:00:00", "has an impossible year for an order"),
    ],
)
def test_what_is_no_time_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Times("dmy", LONDON).read(text)


def test_unix_seconds_are_an_instant() -> None:
    # 20,781 days of 86,400 s from 1970-01-01 to 2026-11-24, and 58,931 s until 16:22:11.
    assert unix(1795537331) == unix("1795537331") == datetime(2026, 11, 24, 16, 22, 11, tzinfo=UTC)
    for value in (0, "soon", 17955373310):
        with pytest.raises(ValueError, match="is not a time in unix seconds"):
            unix(value)
