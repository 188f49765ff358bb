"""Laws for deadlines of any term, and 10,000 second opinions."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import UNITS, ClosingHour, Length, end_of_day, term_deadline, to_utc
from aftersales.policies.load import load as load_policy
from tables import of_each

LONDON = ZoneInfo("Europe/London")


# Zones with a gap and a fold, with none, with half hours, and one whose clocks change by half an hour.
ZONES = (
    "Europe/London",
    "America/Los_Angeles",
    "Asia/Bangkok",
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "UTC",
)


ENGLAND = Calendar("England", holidays=dict.fromkeys(oracle.england(), "bank holiday"), known=True)


SAME_EACH_TIME = settings(derandomize=True)


# 2024 to 2029, whole seconds
instants = st.integers(1_704_067_200, 1_893_369_600).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


zones = st.sampled_from(ZONES)


units = st.sampled_from(UNITS)


days = st.dates(date(2024, 1, 1), date(2029, 12, 31))


holidays = st.dictionaries(days, st.just("closed"), max_size=40)


closed_weekdays = st.frozensets(st.integers(0, 6), max_size=6)


def _due(start: datetime, length: Length, zone: str, calendar: Calendar = ENGLAND) -> datetime:
    return term_deadline(start, length, ZoneInfo(zone), calendar).due


def _wall(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


@SAME_EACH_TIME
@given(instants, zones, units, st.integers(1, 60), st.integers(0, 60))
def test_a_longer_term_never_ends_earlier(start, zone, unit, count, more):
    assert _due(start, Length(count, unit), zone) <= _due(start, Length(count + more, unit), zone)


@SAME_EACH_TIME
@given(instants, zones, st.integers(1, 30))
def test_one_more_business_day_is_a_later_date(start, zone, count):
    sooner = _due(start, Length(count, "business days"), zone)
    later = _due(start, Length(count + 1, "business days"), zone)
    assert _wall(sooner, zone).date() < _wall(later, zone).date()


spans = st.timedeltas(timedelta(0), timedelta(days=20))


@SAME_EACH_TIME
@given(instants, spans, zones, units, st.integers(1, 30), holidays)
def test_a_later_start_never_ends_on_an_earlier_date(start, further, zone, unit, count, closed):
    length, days = Length(count, unit), Calendar("c", holidays=closed)
    sooner, later = _due(start, length, zone, days), _due(start + further, length, zone, days)
    if unit == "hours":
        assert later - sooner == further
    elif _wall(start, zone) <= _wall(start + further, zone):
        assert _wall(sooner, zone).date() <= _wall(later, zone).date()


@SAME_EACH_TIME
@given(instants, spans, zones, units, st.integers(1, 30), holidays)
def test_a_later_start_never_ends_earlier(start, further, zone, unit, count, closed):
    """On the wall, and where both starts lie on open days: one on a closed day counts from there at its own time, so
    Saturday 10:00 ends before Friday 16:00 does, on the same date. A deadline put forward over a gap, and the two
    passes of a repeated hour, may stand the other way round by no more than the hour of the change.
    """
    length, days = Length(count, unit), Calendar("c", holidays=closed)
    both = [_wall(start, zone), _wall(start + further, zone)]
    if unit == "business days" and any(days.why_closed(w.date()) for w in both):
        return
    sooner, later = _due(start, length, zone, days), _due(start + further, length, zone, days)
    in_order = both[0] <= both[1] and both[0].time() == _wall(sooner, zone).time()
    assert later >= sooner - (timedelta(0) if in_order or unit == "hours" else timedelta(hours=1))


@SAME_EACH_TIME
@given(instants, spans, zones, units, st.integers(1, 30), holidays, st.sampled_from(["23:59:59", "12:00", "00:00"]))
def test_with_a_closing_hour_a_later_start_never_ends_earlier(start, further, zone, unit, count, closed, at):
    """Whatever days are closed: the closing hour is the same for all."""
    place, days, ends = ZoneInfo(zone), Calendar("c", holidays=closed), ClosingHour(time_of_day.fromisoformat(at))
    if _wall(start, zone) <= _wall(start + further, zone):
        sooner, later = (term_deadline(s, Length(count, unit), place, days, ends).due for s in (start, start + further))
        assert sooner <= later


@SAME_EACH_TIME
@given(instants, zones, units, st.integers(1, 20), st.integers(1, 20), holidays, closed_weekdays)
def test_two_terms_one_after_the_other_are_one_of_both_lengths(start, zone, unit, one, other, closed, weekdays):
    """On the wall: a deadline put forward over a gap keeps the time to which it was put."""
    days, place = Calendar("c", weekdays, closed), ZoneInfo(zone)
    first = term_deadline(start, Length(one, unit), place, days)
    both = term_deadline(first.due, Length(other, unit), place, days)
    whole = term_deadline(start, Length(one + other, unit), place, days)
    if unit == "hours":
        assert both == whole
    else:
        assert both.end.date() == whole.end.date()
        assert both.due == whole.due or first.due != _exactly(first.end, place)


def _exactly(wall: datetime, place: ZoneInfo) -> datetime | None:
    """The instant at which a wall clock shows this, or None where it never does."""
    instant = wall.replace(tzinfo=place).astimezone(UTC)
    return instant if instant.astimezone(place).replace(tzinfo=None) == wall else None


@SAME_EACH_TIME
@given(instants, zones, units, st.integers(1, 40))
def test_a_term_takes_time(start, zone, unit, count):
    assert _due(start, Length(count, unit), zone) > start


@SAME_EACH_TIME
@given(instants, zones, st.integers(1, 30), holidays, closed_weekdays)
def test_a_business_deadline_is_on_an_open_day_at_the_same_time(start, zone, count, closed, weekdays):
    calendar = Calendar("c", weekdays, closed)
    deadline = term_deadline(start, Length(count, "business days"), ZoneInfo(zone), calendar)
    wall = _wall(deadline.due, zone)
    last = deadline.counted_days[-1]
    assert calendar.why_closed(last.day) is None
    assert wall.date() == last.day
    shift = wall - datetime.combine(last.day, _wall(start, zone).time())
    assert timedelta(0) <= shift <= timedelta(hours=1)  # more than 0 only over a gap


@SAME_EACH_TIME
@given(instants, zones, st.integers(1, 30), holidays)
def test_every_day_walked_is_counted_or_has_its_reason(start, zone, count, closed):
    calendar = Calendar("c", holidays=closed)
    steps = term_deadline(start, Length(count, "business days"), ZoneInfo(zone), calendar).counted_days
    first = _wall(start, zone).date()
    assert [s.day for s in steps] == [first + timedelta(days=n + 1) for n in range(len(steps))]
    assert [s.number for s in steps if s.skipped is None] == list(range(1, count + 1))
    assert all(s.number is None and s.skipped == calendar.why_closed(s.day) for s in steps if s.skipped)


@SAME_EACH_TIME
@given(days, st.integers(1, 60), holidays, closed_weekdays)
def test_dates_are_those_of_numpy(day, count, closed, weekdays):
    """`roll='backward'`: an event on a closed day counts as if it came on the open day before."""
    mask = [n not in weekdays for n in range(7)]
    expected = np.busday_offset(day, count, roll="backward", weekmask=mask, holidays=sorted(closed))
    start = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    due = _due(start, Length(count, "business days"), "UTC", Calendar("c", weekdays, closed))
    assert due.date() == expected.astype(date)
    assert due.time() == start.time()


@SAME_EACH_TIME
@given(instants, zones, st.integers(1, 30), holidays, days)
def test_a_new_holiday_never_makes_a_business_deadline_earlier(start, zone, count, closed, new):
    length = Length(count, "business days")
    before = _due(start, length, zone, Calendar("c", holidays=closed))
    after = _due(start, length, zone, Calendar("c", holidays={**closed, new: "new"}))
    assert after >= before


@SAME_EACH_TIME
@given(instants, zones, st.integers(1, 30))
def test_a_holiday_on_the_last_day_makes_it_later(start, zone, count):
    length = Length(count, "business days")
    plain = Calendar("c")
    deadline = term_deadline(start, length, ZoneInfo(zone), plain)
    after = _due(start, length, zone, Calendar("c", holidays={deadline.counted_days[-1].day: "new"}))
    assert after > deadline.due


@SAME_EACH_TIME
@given(instants, zones, st.integers(1, 30), st.sampled_from(["hours", "days", "weeks"]))
def test_holidays_concern_business_days_only(start, zone, count, unit):
    every_day = Calendar("c", frozenset(range(6)), {date(2026, 11, 24): "closed"})
    assert _due(start, Length(count, unit), zone, every_day) == _due(start, Length(count, unit), zone, Calendar())


@SAME_EACH_TIME
@given(instants, zones)
def test_a_week_is_seven_days(start, zone):
    assert _due(start, Length(3, "weeks"), zone) == _due(start, Length(21, "days"), zone)


@SAME_EACH_TIME
@given(instants, zones)
def test_the_end_of_the_day_is_the_last_second_of_the_date(instant, zone):
    end = end_of_day(instant, ZoneInfo(zone))
    assert end >= instant.replace(microsecond=0)
    assert _wall(end, zone).date() == _wall(instant, zone).date()
    assert _wall(end + timedelta(seconds=1), zone).date() > _wall(instant, zone).date()


@pytest.mark.slow
def test_ten_thousand_deadlines_get_the_same_second_opinion():
    chance = random.Random(20261124)
    closed = frozenset(oracle.england())
    first = int(datetime(2023, 6, 1, tzinfo=UTC).timestamp())
    for _ in range(10_000):
        start = datetime.fromtimestamp(first + chance.randrange(5 * 365 * 86_400), UTC)
        zone = chance.choice(ZONES)
        unit = chance.choice(UNITS)
        length = Length(chance.randint(1, 72 if unit == "hours" else 12), unit)
        own = _due(start, length, zone)
        assert own == oracle.due(start, str(length), zone, closed), (start, str(length), zone)


def test_deadlines_in_the_hours_around_each_change_of_clocks_get_the_same_second_opinion():
    changes = [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]
    for change in changes:
        for minutes in range(-150, 151, 15):
            for count in (1, 2, 7):
                length = Length(count, "days")
                start = change - timedelta(days=count) + timedelta(minutes=minutes, seconds=7)
                assert _due(start, length, "Europe/London") == oracle.due(start, str(length), "Europe/London", set())


MOMENTS = [datetime(2026, 11, 20, 16, 2, tzinfo=UTC), datetime(2026, 3, 27, 10, tzinfo=UTC)]


def _answers():
    return [
        (d.due, [(s.day, s.number, s.skipped) for s in d.counted_days])
        for moment in MOMENTS
        for unit in UNITS
        for d in [term_deadline(moment, Length(3, unit), LONDON, ENGLAND)]
    ] + [[end_of_day(m, LONDON) for m in MOMENTS], _told()]


def _told():
    """Every clock of a return, with its reckoning in words."""
    names = ("request.opened", "request.approved", "return.shipped", "return.delivered")
    events = [Event(n, MOMENTS[0] + timedelta(hours=30 * k), {"mode": "keep"}, id=k) for k, n in enumerate(names, 1)]
    case = Case(1, "s", "GB", "return", order_amount=Money(15_000, "GBP"), events=tuple(events))
    found = derive(case, load_policy("tiktok", "GB"), LONDON, why=True).clocks
    return [(c.rule, c.due, c.why) for c in found]


MACHINES = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"},
    {"TZ": "Asia/Shanghai", "LC_ALL": "th_TH.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Europe/London", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "2"},
    {"TZ": ":/nowhere", "LC_ALL": "nonsense"},
]


@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: f"{m['TZ']} {m['LC_ALL']}")
@pytest.mark.slow
def test_the_machines_zone_and_locale_change_nothing(machine):
    """Another process, as on another machine: it takes whatever locale it has of its environment."""
    program = (
        "import locale, sys\n"
        "try: locale.setlocale(locale.LC_ALL, '')\n"
        "except locale.Error: pass\n"
        "from unit.core.time.test_length import _answers\n"
        "sys.stdout.write(ascii(_answers()))"
    )
    here = Path(__file__).parents[3]
    paths = os.pathsep.join([str(here), str(here.parent / "src"), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **machine, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ascii(_answers())


def _local(text):
    """What a clock on the wall shows: `2027-03-28 01:30`."""
    return datetime.fromisoformat(text)


def test_over_a_gap_forward():
    assert to_utc(_local("2027-03-28 01:30"), LONDON) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 02:30 BST
    assert to_utc(_local("2027-03-28 00:59:59"), LONDON) == datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC)
    assert to_utc(_local("2027-03-28 02:00"), LONDON) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_in_a_fold_the_first():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # still BST
    assert to_utc(_local("2026-10-25 01:30"), LONDON) == first
    assert to_utc(_local("2026-10-25 01:30").replace(fold=1), LONDON) == first
    assert to_utc(_local("2026-10-25 02:00"), LONDON) == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)


def test_the_second_pass_of_a_repeated_hour_counts_from_what_the_wall_shows():
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 01:30 for the second time, winter time
    assert _due(second, Length(1, "days"), "Europe/London") == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


@of_each(
    "text, length",
    [
        ("2 business days", Length(2, "business days")),
        ("1 business day", Length(1, "business days")),
        ("48 hours", Length(48, "hours")),
        ("1 hour", Length(1, "hours")),
        ("  5 days ", Length(5, "days")),
        ("2 weeks", Length(2, "weeks")),
        ("9999 hours", Length(9999, "hours")),
    ],
)
def test_lengths_read(text, length):
    assert Length.parse(text) == length
    assert Length.parse(str(length)) == length


@of_each(
    "text",
    [
        "", "2", "days", "0 days", "-1 days", "+2 days", "2.5 days", "1,5 days", "two days", "2 months",
        "2 working days", "2days", "10000 hours", "2 days or so", "2 business", "1e2 hours", "2 Days",
    ],
)  # fmt: skip
def test_bad_lengths_are_refused(text):
    with pytest.raises(ValueError, match="is not a duration; write N hours, N days, N weeks or N business days"):
        Length.parse(text)
