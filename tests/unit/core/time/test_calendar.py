"""Closed days, and what is not known of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import oracle
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import Length, term_deadline
from aftersales.errors import PolicyError

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
