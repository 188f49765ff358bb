"""When a shop's staff is in.

Somebody is in from after the opening of a shift until its closing, the closing itself included: at 18:00:00 the office
still acts, at 09:00:00 sharp it only opens. A shift belongs to the day on which it begins, over midnight too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import to_utc
from aftersales.core.time.staff_table import Shift, Staff

DAY = timedelta(days=1)
# Days off are few (`stafftable.MOST_DAYS_OFF`) and holidays are years apart, so the walk back ends long before.
_FARTHEST = 50 * 366


class StaffCalendar(NamedTuple):
    """When a staff is in: the shifts of each day that `calendar` has open and `days_off` (ranges with both their ends)
    leave open, on the wall clock of `zone`.
    """

    zone: ZoneInfo
    hours: tuple[Shift, ...]
    calendar: Calendar
    days_off: tuple[tuple[date, date], ...] = ()

    @classmethod
    def of(cls, staff: Staff, zone: ZoneInfo, holidays: Calendar | None) -> StaffCalendar:
        """The calendar of a staff table. `zone` is that of the shop's deadlines, where the table names none."""
        closed = frozenset(range(7)) - staff.days
        own = ZoneInfo(staff.timezone) if staff.timezone else zone
        calendar = Calendar("", closed, known=True) if holidays is None else replace(holidays, closed_weekdays=closed)
        return cls(own, staff.hours, calendar, staff.days_off)

    def why_closed(self, day: date) -> str | None:
        """The reason why nobody begins work on `day`, or None where somebody does."""
        if any(first <= day <= last for first, last in self.days_off):
            return "own day off"
        return self.calendar.why_closed(day)

    def shifts(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing (UTC) of each shift that begins on `day`, in order."""
        if self.why_closed(day) is not None:
            return
        midnight = datetime.combine(day, time.min)
        for shift in self.hours:
            opens = to_utc(midnight + timedelta(minutes=shift.opens), self.zone)
            closes = to_utc(midnight + timedelta(minutes=shift.closes), self.zone)
            if opens < closes:  # the hour that summer time leaves out may swallow a short shift
                yield opens, closes

    def last_moment(self, due: datetime) -> datetime:
        """The last instant (UTC) at or before `due` at which somebody is in."""
        today = due.astimezone(self.zone).date()
        for n in range(_FARTHEST):
            closings = [min(closes, due) for opens, closes in self.shifts(today - n * DAY) if opens < due]
            if closings:
                return closings[-1]
        raise ValueError(f"nobody has been in for {_FARTHEST // 366} years")
