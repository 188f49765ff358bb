"""Closed days, and what is not known of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import oracle
from aftersales.core.time.calendar import Calendar, WorkingWeek, holiday_parts, weekdays_text
from aftersales.core.time.length import Length, term_deadline
from aftersales.errors import PolicyError
from aftersales.toml.reader import Source
from tables import of_each

ENGLAND = Calendar("England", holidays=dict.fromkeys(oracle.england(), "bank holiday"), known=True)


def _due(start: datetime, length: Length, zone: str, calendar: Calendar = ENGLAND) -> datetime:
    return term_deadline(start, length, ZoneInfo(zone), calendar).due


def test_a_calendar_without_a_working_day_is_refused():
    with pytest.raises(ValueError, match="'Nowhere' has no working day"):
        Calendar("Nowhere", frozenset(range(7)))


def test_a_calendar_closed_for_twenty_years_is_no_endless_walk():
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    closed = {start.date() + timedelta(days=n): "closed" for n in range(8000)}
    with pytest.raises(PolicyError, match="'Shut' has no working day in the 20 years after 2026-01-01"):
        _due(start, Length(1, "business days"), "UTC", Calendar("Shut", holidays=closed))


def test_a_holiday_names_itself_before_the_weekend_does():
    day = date(2026, 12, 26)  # a Saturday
    assert Calendar("c", holidays={day: "Boxing Day"}).why_closed(day) == "Boxing Day"
    assert Calendar("c").why_closed(day) == "Saturday"
    assert Calendar("c").why_closed(date(2026, 12, 28)) is None


def test_what_is_not_known_of_the_holidays_is_said():
    calendar = Calendar("c", holidays={date(2028, 12, 25): "x"}, known=True, known_through=2027, last_year=2030)
    assert calendar.uncertainty(date(2027, 12, 31)) is None
    assert "calculated" in calendar.uncertainty(date(2028, 1, 1))
    assert "unknown after 2030" in calendar.uncertainty(date(2031, 1, 1))
    assert "unknown for this market" in Calendar().uncertainty(date(2026, 1, 1))


WEEK = WorkingWeek(frozenset({6}), frozenset({5}), Source("the notice board", None, "low"))


def test_an_unsure_weekday_counts_and_says_so():
    days = Calendar("x", frozenset({5, 6}), {date(2026, 11, 28): "a holiday"}, known=True).with_week(WEEK)
    assert days.open_day_after(date(2026, 11, 20), 1) == date(2026, 11, 21)  # Fri 20, Sat 21
    assert days.why_unsure(date(2026, 11, 21)) == "Saturday"
    assert days.why_unsure(date(2026, 11, 23)) is None  # a Monday
    assert days.why_unsure(date(2026, 11, 28)) is None  # closed
    assert days.weekdays_source == Source("the notice board", None, "low")


@pytest.mark.parametrize(
    ("closed", "text"),
    [({5, 6}, "Monday to Friday"), ({6}, "Monday to Saturday"), ({0, 2, 4, 5, 6}, "Tuesday, Thursday")],
)
def test_the_working_weekdays_in_words(closed, text):
    assert weekdays_text(frozenset(closed)) == text


@of_each(
    "holiday, parts",
    [
        ("Labor Day", ["Labor Day"]),
        ("Labor Day (day off for Sat 9 May)", ["Labor Day", "day off for {date}"]),
        ("Vesak Day (observed, estimated)", ["Vesak Day", "observed", "estimated"]),
        ("Eid al-Fitr (Second Day) (estimated)", ["Eid al-Fitr", "Second Day", "estimated"]),
        ("Elections special (non-working) day", ["Elections special (non-working) day"]),
        ("Songkran Festival, in lieu of a Saturday", ["Songkran Festival", "in lieu of a Saturday"]),
    ],
)
def test_a_holiday_is_translated_name_and_remarks_apart(holiday, parts):
    assert holiday_parts(holiday) == parts
