"""When a desk opens again, and what can wait until then."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales.core.alerts.office import can_wait, opening_after
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.staff import StaffCalendar
from aftersales.core.time.staff_table import Shift
from tables import of_each

LONDON = ZoneInfo("Europe/London")
DAYS = StaffCalendar(LONDON, (Shift(9 * 60, 18 * 60),), Calendar("", frozenset({5, 6}), known=True))
NIGHTS = StaffCalendar(LONDON, (Shift(22 * 60, 30 * 60),), Calendar("", frozenset({5, 6}), known=True))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@of_each(
    "staff, now, opening",
    [
        (DAYS, "2026-11-24T08:59:59", "2026-11-24T09:00"),
        (DAYS, "2026-11-24T09:00:00", None),
        (DAYS, "2026-11-24T18:00:00", None),
        (DAYS, "2026-11-24T18:00:01", "2026-11-25T09:00"),
        (DAYS, "2026-11-27T20:00:00", "2026-11-30T09:00"),  # Friday evening to Monday
        (NIGHTS, "2026-11-25T03:00:00", None),  # the shift that began on Tuesday
        (NIGHTS, "2026-11-25T07:00:00", "2026-11-25T22:00"),
        (None, "2026-11-28T03:00:00", None),
    ],
)
def test_when_it_opens(staff: StaffCalendar | None, now: str, opening: str | None) -> None:
    assert opening_after(staff, at(now)) == (at(opening) if opening else None)


def test_a_desk_that_is_closed_for_months_holds_nothing_back() -> None:
    closed = DAYS._replace(days_off=((date(2026, 11, 1), date(2027, 3, 1)),))
    assert opening_after(closed, at("2026-11-24T10:00")) is None


def test_only_what_falls_due_before_the_desk_opens_can_not_wait() -> None:
    now, opening, minute = at("2026-11-28T12:00"), at("2026-11-30T09:00"), timedelta(minutes=1)
    assert not can_wait(opening, now, opening), "due when it opens: nobody could act in time"
    assert can_wait(opening + minute, now, opening)
    assert not can_wait(now + minute, now, opening)
    assert can_wait(now - minute, now, opening), "it is past: nothing is lost by waiting"
    assert not can_wait(opening + minute, now, None), "somebody is in"
