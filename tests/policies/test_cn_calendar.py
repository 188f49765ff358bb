"""The frozen calendar of China agrees with the `holidays` package, with the State Council's notices typed by hand, and
its guess at the years to come would have been right in the years that are known.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest

from aftersales.policies.load import calendar
from policies import make_cn

CALENDAR = calendar("cn")
DAY = timedelta(days=1)

# As the notices say: the days of each break, weekends in it included, and the weekend days worked for it.
NOTICES = {
    2025: ("01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08", "01-26 02-08 04-27 09-28 10-11"),
    2026: (
        "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}


def _days(year: int, text: str) -> set[date]:
    found = set()
    for part in text.split():
        first, _, last = part.partition("..")
        ends = [date.fromisoformat(f"{year}-{end}") for end in (first, last or first)]
        found |= {ends[0] + n * DAY for n in range((ends[1] - ends[0]).days + 1)}
    return found


@pytest.mark.parametrize("year", NOTICES)
def test_the_notices_typed_by_hand(year: int) -> None:
    off, worked = (_days(year, text) for text in NOTICES[year])
    assert {day for day in CALENDAR.worked if day.year == year} == worked
    day = date(year, 1, 1)
    while day.year == year:
        closed = CALENDAR.why_closed(day) is not None
        assert closed == (day in off or (day.weekday() > 4 and day not in worked)), day
        day += DAY


@pytest.mark.parametrize("year", range(2023, 2027))
def test_the_package_has_the_same_days(year: int) -> None:
    known = make_cn.package()
    theirs = {day for day in known if day.year == year}
    ours = {day for day in CALENDAR.holidays if day.year == year}
    assert theirs <= ours
    assert all(day.weekday() > 4 for day in ours - theirs)  # the weekend days between two holidays
    assert {d for d in CALENDAR.worked if d.year == year} == {d for d in known.weekend_workdays if d.year == year}


def test_make_up_days_are_weekend_days_and_no_holidays() -> None:
    assert all(day.weekday() > 4 for day in CALENDAR.worked)
    assert not CALENDAR.worked & set(CALENDAR.holidays)
    # Each day that was swapped has a day that is worked for it.
    swapped = [day for day, name in CALENDAR.holidays.items() if "day off for" in name]
    assert len(swapped) == len(CALENDAR.worked)


def test_the_file_has_the_days_that_its_maker_finds() -> None:
    if any(day.year > make_cn.KNOWN_THROUGH for day in make_cn.package().weekend_workdays):
        pytest.skip("the package knows a newer notice: raise KNOWN_THROUGH and run tests/policies/make_cn.py")
    written = tomllib.loads(make_cn.text())
    days = {date.fromisoformat(day) for part in ("days", "reckoned") for day in written[part]}
    assert days == set(CALENDAR.holidays)
    assert {date.fromisoformat(day) for day in written["worked"]} == CALENDAR.worked


@pytest.mark.parametrize("year", range(2023, 2027))
def test_the_usual_breaks_cover_the_long_ones_of_the_years_that_are_known(year: int) -> None:
    usual = make_cn.usual(year)
    long = ("Spring Festival", "Chinese New Year", "Labor Day", "National Day")
    closed = {
        d for d, name in CALENDAR.holidays.items() if d.year == year and d.weekday() < 5 and name.startswith(long)
    }
    assert closed <= set(usual)
    assert len(closed) > 9


def test_later_years_are_marked_as_reckoned() -> None:
    assert CALENDAR.known_through == 2026
    assert CALENDAR.uncertainty(date(2026, 12, 31)) is None
    assert "holidays after 2026 are calculated, not yet published" in str(CALENDAR.uncertainty(date(2027, 2, 8)))
    assert {day.year for day in CALENDAR.holidays} == set(range(2023, 2031))
    assert {day.year for day in CALENDAR.worked} == set(range(2023, 2027))
