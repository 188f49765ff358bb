"""The staff's calendar: hand-worked last moments, laws that hold for any staff, and a walk minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.core.clocks.clock import Clock
from aftersales.core.deadlines import act_by
from aftersales.core.deadlines.urgency import out_of_hours
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.staff import StaffCalendar
from aftersales.core.time.staff_table import Shift, Staff, parse_staff
from aftersales.policies.load import calendar as load_calendar
from aftersales.toml.reader import Reader

LONDON = ZoneInfo("Europe/London")
FAST = settings(derandomize=True, deadline=None, max_examples=80)
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


# --- Worked by hand --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "expected"),
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


@pytest.mark.parametrize(
    ("due", "expected"),
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


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-10-25T12:00:00+00:00", "2026-10-23T18:00:00+01:00"),  # closed on summer time, due on winter time
        ("2026-10-26T19:00:00+00:00", "2026-10-26T18:00:00+00:00"),
        ("2026-03-29T12:00:00+01:00", "2026-03-27T18:00:00+00:00"),
        ("2026-03-30T08:30:00+00:00", "2026-03-30T09:30:00+01:00"),  # 8:30 by winter time: the office is open
    ],
)
def test_the_staffs_own_clocks_change(due: str, expected: str) -> None:
    assert last(due) == expected  # no zone of its own: London, the shop's


@pytest.mark.parametrize(
    ("due", "expected"),
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


# --- Which clocks have one, and what is said of it -------------------------------------------------------------------


def clock(due: str, started: str, owner: str = "seller") -> Clock:
    at = [datetime.fromisoformat(text).astimezone(UTC) for text in (started, due)]
    return Clock("respond", owner, "gb.respond", "tiktok-gb", "request.opened", *at)


def told(due: str, started: str, **table: object) -> list[str]:
    (one,) = act_by.with_act_by([clock(due, started)], calendar(**table))
    return list(act_by.why(one, calendar(**table)))


def test_only_the_sellers_clocks_have_one() -> None:
    own, others = (
        clock("2026-11-24T16:02Z", "2026-11-20T16:02Z"),
        clock("2026-11-24T16:02Z", "2026-11-20T16:02Z", "buyer"),
    )
    assert [c.act_by for c in act_by.with_act_by([own, others], calendar())] == [own.due, None]
    assert [c.act_by for c in act_by.with_act_by([own, others], None)] == [None, None]


def test_out_of_hours_is_a_term_within_which_nobody_is_in() -> None:
    friday = datetime(2026, 11, 20, 18, tzinfo=UTC)
    assert not out_of_hours(friday - MINUTE, friday)
    assert out_of_hours(friday, friday)  # asked as the office closes
    assert not out_of_hours(friday, None)


def test_golden_week_in_words() -> None:
    assert told("2026-10-05T16:02+01:00", "2026-09-29T16:02+01:00", **CHINA) == [
        "Staff: Mon to Fri, 09:00-18:00, Asia/Shanghai; closed on Chinese public holidays.",
        "The deadline is Mon 5 Oct 2026 23:02 CST (Shanghai).",
        "Thu 1 Oct to Mon 5 Oct: closed (National Day).",
        "Last staffed moment before it: Wed 30 Sep 2026 18:00 CST (Shanghai).",
    ]


def test_a_deadline_in_office_hours_in_words() -> None:
    assert told("2026-11-24T10:00Z", "2026-11-20T10:00Z", days=["tue", "fri"], hours="9:00-12:00,13:00-17:30") == [
        "Staff: Tue, Fri, 09:00-12:00 and 13:00-17:30, Europe/London.",
        "The deadline is Tue 24 Nov 2026 10:00 GMT (London), when somebody is in: act by then.",
    ]


def test_a_weekend_and_an_early_deadline_in_words() -> None:
    assert told("2026-11-23T08:00Z", "2026-11-21T10:00Z", days_off=["2026-11-20"]) == [
        "Staff: Mon to Fri, 09:00-18:00, Europe/London.",
        "The deadline is Mon 23 Nov 2026 08:00 GMT (London).",
        "Fri 20 Nov to Sun 22 Nov: closed (own day off, Saturday, Sunday).",
        "Mon 23 Nov: nobody is in yet at 08:00.",
        "Last staffed moment before it: Thu 19 Nov 2026 18:00 GMT (London).",
        "The clock started Sat 21 Nov 2026 10:00 GMT (London): nobody is in before it ends.",
    ]


def test_a_year_that_is_not_published_says_so() -> None:
    *_, moment, mind = told("2027-10-07T16:02+01:00", "2027-10-01T16:02+01:00", **CHINA)
    # By law Golden Week ends on Tue 5 October 2027; it usually lasts seven days, and that is taken.
    assert "Last staffed moment before it: Thu 30 Sep 2027 18:00 CST (Shanghai)." in (*_, moment)
    assert mind.startswith("Mind: Chinese public holidays: holidays after 2026 are reckoned, not yet published.")


# --- Laws, and a second opinion --------------------------------------------------------------------------------------

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


@FAST
@given(staffs(), instants)
def test_it_is_what_a_walk_back_minute_by_minute_finds(own: StaffCalendar, due: datetime) -> None:
    at = due
    while not is_in(own, at):
        at = at.replace(second=0) if at.second else at - MINUTE
    assert own.last_moment(due) == at


@FAST
@given(staffs(), instants, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_a_later_deadline_never_has_an_earlier_last_moment(own: StaffCalendar, due: datetime, more: timedelta) -> None:
    assert own.last_moment(due) <= own.last_moment(due + more)
    assert own.last_moment(due) <= due


@FAST
@given(staffs(), instants)
def test_the_last_moment_is_its_own_last_moment(own: StaffCalendar, due: datetime) -> None:
    assert own.last_moment(own.last_moment(due)) == own.last_moment(due)


@FAST
@given(staffs(), instants, dates)
def test_a_day_off_never_makes_it_later(own: StaffCalendar, due: datetime, off: date) -> None:
    fewer = StaffCalendar(own.zone, own.hours, own.calendar, (*own.days_off, (off, off)))
    assert fewer.last_moment(due) <= own.last_moment(due)


# --- How a staff table is read ---------------------------------------------------------------------------------------


def test_what_is_not_set_is_monday_to_friday_nine_to_six() -> None:
    assert parsed({}) == (Staff(None, (Shift(540, 1080),), frozenset(range(5)), None, ()), [])


def test_hours_of_every_form() -> None:
    def read(hours: str) -> list[str]:
        found, mistakes = parsed({"hours": hours})
        assert not mistakes, mistakes
        return [str(shift) for shift in found.hours]

    assert read("9:00-18:00") == ["09:00-18:00"]
    assert read("13:30 – 18:00, 09:00-12:00") == ["09:00-12:00", "13:30-18:00"]
    assert read("22:00-06:00") == ["22:00-06:00"]
    assert read("00:00-24:00") == ["00:00-24:00"]
    assert read("09:00-17:00,17:00-01:00") == ["09:00-17:00", "17:00-01:00"]
    assert read("18:00-00:00") == ["18:00-24:00"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"hours": "9-18"}, "hours is '9-18'; write spans such as"),
        ({"hours": ""}, "hours is ''; write spans such as"),
        ({"hours": ["09:00-18:00"]}, "hours is ['09:00-18:00']; write spans such as"),
        ({"hours": "09:00-18:60"}, "hours is '09:00-18:60'; write spans"),
        ({"hours": "09:00-25:00"}, "hours '09:00-25:00': a day ends at 24:00"),
        ({"hours": "24:00-08:00"}, "hours '24:00-08:00': a day ends at 24:00"),
        ({"hours": "09:00-09:00"}, "hours '09:00-09:00' has no length; the whole day is \"00:00-24:00\""),
        ({"hours": "09:00-14:00,13:00-18:00"}, "13:00-18:00 begins before 09:00-14:00 has ended"),
        ({"hours": "08:00-12:00,22:00-09:00"}, "08:00-12:00 begins before 22:00-09:00 has ended"),
        ({"days": []}, "days names no day: without a working day there is no act-by time"),
        ({"days": "mon"}, "days is 'mon'; it is a list such as"),
        ({"days": ["mon", "Friday"]}, "days has 'Friday'; the days are mon, tue, wed"),
        ({"days": [1]}, "days is [1]; it is a list such as"),
        ({"holidays": ""}, "holidays is ''; it is a text"),
        ({"timezone": 8}, "timezone is 8; it is a text"),
        ({"days_off": "2026-10-01"}, "days_off is '2026-10-01'; it is a list such as"),
        ({"days_off": ["1 Oct"]}, "days_off has '1 Oct'; write a date such as 2026-12-24"),
        ({"days_off": ["2026-02-30"]}, "days_off has '2026-02-30'; write a date"),
        ({"days_off": ["20261001"]}, "days_off has '20261001'; write a date"),
        ({"days_off": ["2026-10-01..2026-10-05..2026-10-08"]}, "days_off has '2026-10-01..2026-10-05..2026-10-08'"),
        (
            {"days_off": ["2026-10-08..2026-10-01"]},
            "days_off has '2026-10-08..2026-10-01', which ends before it begins",
        ),
        ({"days_off": ["2020-01-01..2029-12-31"]}, "days_off has more than 366 days; take out what is past"),
        ({"days_off": [datetime(2026, 10, 1)]}, "write a date such as 2026-12-24"),  # noqa: DTZ001
        ({"hour": "09:00-18:00"}, "unknown key 'hour'; did you mean 'hours'?"),
        ({"colour": "red"}, "unknown key 'colour'; known are timezone, hours, days, holidays, days_off"),
    ],
)
def test_what_can_t_be_is_told(table: dict[str, object], said: str) -> None:
    (mistake,) = parsed(table)[1]
    assert said in mistake


def test_every_change_changes_the_mark() -> None:
    tables = (
        {},
        {"timezone": "Asia/Shanghai"},
        {"hours": "09:00-12:00"},
        {"hours": "09:00-12:01"},
        {"days": ["mon"]},
        {"holidays": "cn"},
        {"days_off": ["2026-10-01"]},
        {"days_off": ["2026-10-01..2026-10-02"]},
    )
    assert len({parsed(table)[0].fingerprint for table in tables}) == len(tables)
    assert parsed({"days": ["tue", "mon"]})[0].fingerprint == parsed({"days": ["mon", "tue"]})[0].fingerprint
