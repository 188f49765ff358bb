"""The last staffed moment: by hand, by law, and by a walk minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.core.time.calendar import Calendar
from aftersales.core.time.staff import StaffCalendar
from aftersales.core.time.staff_table import Shift, Staff, parse_staff
from aftersales.policies.load import calendar as load_calendar
from aftersales.toml.reader import Reader
from tables import of_each

LONDON = ZoneInfo("Europe/London")


SAME_EACH_TIME = settings(derandomize=True)


MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


CHINA = {"timezone": "Asia/Shanghai", "holidays": "cn"}


def parsed(table: dict[str, object]) -> tuple[Staff, list[str]]:
    """A staff table as read, and the mistakes in it."""
    reader = Reader("config.toml")
    return parse_staff(reader, table), [mistake.what for mistake in reader.noted]


def calendar(**table: object) -> StaffCalendar:
    """The calendar of a staff table as the configuration has it; the shop's own zone is London."""
    read, mistakes = parsed(table)
    assert not mistakes
    return StaffCalendar.of(read, LONDON, load_calendar(read.holidays) if read.holidays else None)


def last(due: str, **table: object) -> str:
    """The last staffed moment before `due`, as the wall clock of the staff shows it."""
    own = calendar(**table)
    return own.last_moment(datetime.fromisoformat(due).astimezone(UTC)).astimezone(own.zone).isoformat()


@of_each(
    "due, expected",
    [
        # Golden Week 2026: closed from Thu 1 to Wed 7 October; the two Sundays are 4 and 11, both Saturdays 3 and 10.
        ("2026-09-30T10:59:00+01:00", "2026-09-30T17:59:00+08:00"),  # before the office closes
        ("2026-09-30T11:00:00+01:00", "2026-09-30T18:00:00+08:00"),  # as it closes
        ("2026-10-05T16:02:00+01:00", "2026-09-30T18:00:00+08:00"),  # a Monday in London
        ("2026-10-08T02:00:00+01:00", "2026-09-30T18:00:00+08:00"),  # Thu 8 October, 9:00 sharp: it only opens
        ("2026-10-08T02:00:01+01:00", "2026-10-08T09:00:01+08:00"),
        ("2026-10-08T16:02:00+01:00", "2026-10-08T18:00:00+08:00"),
        # Sat 10 October is worked for Wed 7 October, Sun 20 September for Tue 6 October.
        ("2026-10-10T09:00:00+01:00", "2026-10-10T16:00:00+08:00"),
        ("2026-10-11T23:00:00+01:00", "2026-10-10T18:00:00+08:00"),
        ("2026-09-21T00:30:00+01:00", "2026-09-20T18:00:00+08:00"),
        # Mid-Autumn: Fri 25 to Sun 27 September. Spring Festival: Mon 16 to Mon 23 February, Sat 14 worked.
        ("2026-09-27T12:00:00+01:00", "2026-09-24T18:00:00+08:00"),
        ("2026-02-23T12:00:00+00:00", "2026-02-14T18:00:00+08:00"),
    ],
)
def test_a_staff_in_china(due: str, expected: str) -> None:
    assert last(due, **CHINA) == expected


def test_without_the_holidays_golden_week_is_a_week_like_any_other() -> None:
    assert last("2026-10-05T16:02:00+01:00", timezone="Asia/Shanghai") == "2026-10-05T18:00:00+08:00"
    assert last("2026-10-11T23:00:00+01:00", timezone="Asia/Shanghai") == "2026-10-09T18:00:00+08:00"


def test_a_staff_that_works_on_weekends_is_off_on_the_sunday_in_golden_week() -> None:
    always = {**CHINA, "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}
    assert last("2026-10-04T12:00:00+08:00", **always) == "2026-09-30T18:00:00+08:00"
    assert last("2026-10-11T12:00:00+08:00", **always) == "2026-10-11T12:00:00+08:00"


@of_each(
    "due, expected",
    [
        # The clocks of London go back on Sun 25 October 2026: 17:30 in Shanghai is 10:30 there on the Friday before,
        # 9:30 on the Monday after.
        ("2026-10-23T10:30:00+01:00", "2026-10-23T17:30:00+08:00"),
        ("2026-10-26T10:30:00+00:00", "2026-10-26T18:00:00+08:00"),
        ("2026-10-26T09:30:00+00:00", "2026-10-26T17:30:00+08:00"),
        ("2026-10-25T12:00:00+00:00", "2026-10-23T18:00:00+08:00"),
    ],
)
def test_the_clocks_of_london_change_and_those_of_shanghai_do_not(due: str, expected: str) -> None:
    assert last(due, timezone="Asia/Shanghai") == expected


@of_each(
    "due, expected",
    [
        ("2026-10-25T12:00:00+00:00", "2026-10-23T18:00:00+01:00"),  # closed on summer time, due on winter time
        ("2026-10-26T19:00:00+00:00", "2026-10-26T18:00:00+00:00"),
        ("2026-03-29T12:00:00+01:00", "2026-03-27T18:00:00+00:00"),
        ("2026-03-30T08:30:00+00:00", "2026-03-30T09:30:00+01:00"),  # 8:30 by winter time: the office is open
    ],
)
def test_the_staffs_own_clocks_change(due: str, expected: str) -> None:
    assert last(due) == expected  # no zone of its own: London, the shop's


@of_each(
    "due, expected",
    [
        ("2026-10-24T21:00:00+01:00", "2026-10-24T06:00:00+01:00"),  # Saturday evening: since Friday's night shift
        ("2026-10-24T22:00:00+01:00", "2026-10-24T06:00:00+01:00"),  # it only begins
        ("2026-10-25T01:30:00+00:00", "2026-10-25T01:30:00+00:00"),  # the second half past one of that night
        ("2026-10-25T12:00:00+00:00", "2026-10-25T06:00:00+00:00"),
        ("2026-03-29T12:00:00+01:00", "2026-03-29T06:00:00+01:00"),  # the night of seven hours
    ],
)
def test_a_night_shift_belongs_to_the_day_on_which_it_begins(due: str, expected: str) -> None:
    nights = {"hours": "22:00-06:00", "days": ["fri", "sat"]}
    assert last(due, **nights) == expected


def test_nobody_is_in_at_lunch() -> None:
    office = {**CHINA, "hours": "09:00-12:00, 13:30-18:00"}
    assert last("2026-11-24T12:30:00+08:00", **office) == "2026-11-24T12:00:00+08:00"
    assert last("2026-11-24T13:30:00+08:00", **office) == "2026-11-24T12:00:00+08:00"
    assert last("2026-11-24T13:31:00+08:00", **office) == "2026-11-24T13:31:00+08:00"


def test_round_the_clock_it_is_the_deadline_itself() -> None:
    week = {"hours": "00:00-24:00", "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}
    for due in ("2026-10-25T00:00:00+01:00", "2026-10-25T01:30:00+00:00", "2026-03-29T01:00:00+00:00"):
        assert datetime.fromisoformat(last(due, **week)) == datetime.fromisoformat(due)


def test_a_staff_of_weekends_only() -> None:
    assert last("2026-11-27T16:00:00+00:00", days=["sat", "sun"]) == "2026-11-22T18:00:00+00:00"


def test_own_days_off_beat_make_up_days_and_may_be_ranges() -> None:
    off = {**CHINA, "days_off": ["2026-10-10", date(2026, 10, 9)]}
    assert last("2026-10-11T12:00:00+08:00", **off) == "2026-10-08T18:00:00+08:00"
    long = {**CHINA, "days_off": ["2026-09-28..2026-09-30"]}
    assert last("2026-10-05T16:02:00+01:00", **long) == "2026-09-24T18:00:00+08:00"  # 25 to 27 is Mid-Autumn


def test_a_closure_of_a_quarter_leaves_the_moment_before_it() -> None:
    closed = {"days_off": ["2026-07-01..2026-09-30"]}
    assert last("2026-09-29T12:00:00+01:00", **closed) == "2026-06-30T18:00:00+01:00"


def test_a_year_of_days_off_does_not_hang() -> None:
    mondays = [str(date(2020, 1, 6) + n * 7 * DAY) for n in range(366)]
    found = last("2027-01-04T12:00:00+00:00", days=["mon"], days_off=mondays)
    assert found == "2019-12-30T18:00:00+00:00"


ZONES = ("Asia/Shanghai", "Europe/London", "America/Los_Angeles", "Asia/Kathmandu", "UTC")


# From 2025 to 2027, whole seconds.
instants = st.integers(1_735_689_600, 1_830_297_600).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


dates = st.dates(date(2024, 12, 1), date(2028, 1, 31))


# No shift begins or ends in the hours that clocks skip or repeat: those follow `calendar.resolve`, not the wall.
edges = st.integers(0, 287).map(lambda n: n * 5).filter(lambda minute: not 60 <= minute < 180)


@st.composite
def shifts(draw: st.DrawFn) -> tuple[Shift, ...]:
    """One shift, or two of a day."""
    times = sorted(draw(st.sets(edges, min_size=2, max_size=4)))
    if len(times) >= 4:
        return Shift(times[0], times[1]), Shift(times[2], times[3])
    first, second, *_ = times
    return (Shift(first, second),) if draw(st.booleans()) else (Shift(second, first + 1440),)


@st.composite
def staffs(draw: st.DrawFn) -> StaffCalendar:
    own = Staff(
        timezone=draw(st.sampled_from(ZONES)),
        hours=draw(shifts()),
        days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        days_off=tuple((day, day + draw(st.integers(0, 3)) * DAY) for day in draw(st.lists(dates, max_size=4))),
    )
    closed, worked = (
        draw(st.dictionaries(dates, st.just("holiday"), max_size=60)),
        draw(st.frozensets(dates, max_size=9)),
    )
    return StaffCalendar.of(own, LONDON, Calendar("c", holidays=closed, known=True, worked=worked))


def is_in(own: StaffCalendar, instant: datetime) -> bool:
    """Whether somebody is in, by a look at the clock on the wall."""
    wall = instant.astimezone(own.zone).replace(tzinfo=None)
    for day in (wall.date(), wall.date() - DAY):
        minutes = (wall - datetime.combine(day, time.min)) / MINUTE
        off = any(first <= day <= final for first, final in own.days_off)
        by_weekday = day.weekday() not in own.calendar.closed_weekdays and day not in own.calendar.holidays
        works = not off and (day in own.calendar.worked or by_weekday)
        if works and any(shift.opens < minutes <= shift.closes for shift in own.hours):
            return True
    return False


@SAME_EACH_TIME
@given(staffs(), instants)
@pytest.mark.slow
def test_it_is_what_a_walk_back_minute_by_minute_finds(own: StaffCalendar, due: datetime) -> None:
    at = due
    while not is_in(own, at):
        at = at.replace(second=0) if at.second else at - MINUTE
    assert own.last_moment(due) == at


@SAME_EACH_TIME
@given(staffs(), instants, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_a_later_deadline_never_has_an_earlier_last_moment(own: StaffCalendar, due: datetime, more: timedelta) -> None:
    assert own.last_moment(due) <= own.last_moment(due + more)
    assert own.last_moment(due) <= due


@SAME_EACH_TIME
@given(staffs(), instants)
def test_the_last_moment_is_its_own_last_moment(own: StaffCalendar, due: datetime) -> None:
    assert own.last_moment(own.last_moment(due)) == own.last_moment(due)


@SAME_EACH_TIME
@given(staffs(), instants, dates)
def test_a_day_off_never_makes_it_later(own: StaffCalendar, due: datetime, off: date) -> None:
    fewer = StaffCalendar(own.zone, own.hours, own.calendar, (*own.days_off, (off, off)))
    assert fewer.last_moment(due) <= own.last_moment(due)


def test_a_staff_is_off_on_a_day_that_may_be_closed() -> None:
    """For a deadline the day counts; for a staff it is closed: both times the earlier moment."""
    days = Calendar(
        "x", frozenset({6}), known=True, unsure_weekdays=frozenset({5}), counted={date(2026, 12, 7): "bridge day"}
    )
    staff = StaffCalendar.of(Staff(days=frozenset(range(6))), LONDON, days)
    assert staff.why_closed(date(2026, 12, 7)) == "bridge day"
    assert staff.why_closed(date(2026, 12, 5)) is None  # the staff's own Saturday
    assert days.why_closed(date(2026, 12, 7)) is None
