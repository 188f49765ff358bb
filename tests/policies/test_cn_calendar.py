"""The frozen calendar of China agrees with the `holidays` package, with the State Council's notices typed by hand, and
its guess at the years to come would have been right in the years that are known.
"""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.time.calendar import WEEKDAYS
from aftersales.core.time.staff import StaffCalendar
from aftersales.core.time.staff_table import Shift, Staff
from aftersales.policies.load import calendar
from policies import make_cn
from tables import of_each

CALENDAR = calendar("cn")
DAY = timedelta(days=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")

# As the notices say: the days of each break, weekends in it included, and the weekend days worked for it.
NOTICES = {
    2023: (
        "01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06 12-30..12-31",
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    ),
    2024: (
        "01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-08..06-10 09-15..09-17 10-01..10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
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


@of_each("year", NOTICES)
def test_the_notices_typed_by_hand(year: int) -> None:
    off, worked = (_days(year, text) for text in NOTICES[year])
    assert {day for day in CALENDAR.worked if day.year == year} == worked
    day = date(year, 1, 1)
    while day.year == year:
        closed = CALENDAR.why_closed(day) is not None
        assert closed == (day in off or (day.weekday() > 4 and day not in worked)), day
        day += DAY


@of_each("year", NOTICES)
def test_a_weekend_day_of_a_break_is_a_day_off_for_those_who_work_at_weekends(year: int) -> None:
    """A seven-day week has no other days off than those of the notices."""
    off, _ = (_days(year, text) for text in NOTICES[year])
    assert {day for day in CALENDAR.holidays if day.year == year} == off


# The last staffed moment before a deadline, for a staff that is in on six or seven days, 09:00 to 18:00 in Shanghai.
WEEKS = {"six": ("mon", "tue", "wed", "thu", "fri", "sat"), "seven": WEEKDAYS}
LAST_MOMENTS = [
    ("seven", "2025-04-06T20:00", "2025-04-03T18:00"),  # Fri 4 to Sun 6 Apr
    ("six", "2026-01-03T20:00", "2025-12-31T18:00"),  # Thu 1 to Sat 3 Jan
    ("seven", "2026-02-15T12:00", "2026-02-14T18:00"),  # from Sun 15 Feb on; Sat 14 is worked
    ("six", "2026-04-04T12:00", "2026-04-03T18:00"),  # Sat 4 Apr
    ("seven", "2026-06-21T10:00", "2026-06-18T18:00"),  # Fri 19 to Sun 21 Jun
    ("seven", "2026-09-27T18:00", "2026-09-24T18:00"),  # Fri 25 to Sun 27 Sep
    ("seven", "2026-11-29T12:00", "2026-11-29T12:00"),  # a Sunday without a break is worked
]


@of_each("week, due, last", LAST_MOMENTS)
def test_an_act_by_is_never_on_a_weekend_day_of_a_break(week: str, due: str, last: str) -> None:
    days = frozenset(map(WEEKDAYS.index, WEEKS[week]))
    staff = StaffCalendar.of(Staff(days=days, hours=(Shift(9 * 60, 18 * 60),)), SHANGHAI, CALENDAR)
    moment = staff.last_moment(datetime.fromisoformat(due).replace(tzinfo=SHANGHAI).astimezone(UTC))
    assert moment.astimezone(SHANGHAI).replace(tzinfo=None) == datetime.fromisoformat(last)


@of_each("year", range(2023, 2027))
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


@of_each("year", range(2023, 2027))
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
