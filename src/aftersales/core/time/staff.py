"""Working hours of a shop's staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import to_utc
from aftersales.core.time.staff_table import Shift, Staff
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

DAY = timedelta(days=1)
_MOST_DAYS_BACK = 50 * 366  # never reached: days off are few (`staff_table.MOST_DAYS_OFF`)


class StaffCalendar(NamedTuple):
    """The shifts of each working day, in local time of `zone`.

    A day is a working day if `calendar` has it open and no range of `days_off` (both ends included) has it. A shift
    belongs to the day on which it begins, even if it ends after midnight. Staff is in from after the opening until the
    closing itself: at 18:00:00 the office still acts, at 09:00:00 it only opens.
    """

    zone: ZoneInfo
    hours: tuple[Shift, ...]
    calendar: Calendar
    days_off: tuple[tuple[date, date], ...] = ()

    @classmethod
    def of(cls, staff: Staff, zone: ZoneInfo, holidays: Calendar | None) -> StaffCalendar:
        """The calendar of a staff table. `zone` holds if the table names none: it is that of the shop's deadlines."""
        closed = frozenset(range(7)) - staff.days
        staff_zone = ZoneInfo(staff.timezone) if staff.timezone else zone
        calendar = Calendar("", closed, known=True) if holidays is None else _staffed(holidays, closed)
        return cls(staff_zone, staff.hours, calendar, staff.days_off)

    def why_closed(self, day: date) -> str | None:
        """The reason why no shift begins on `day`, or None for a working day."""
        if any(first <= day <= last for first, last in self.days_off):
            return tr("own day off")
        return self.calendar.why_closed(day)

    def shifts(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing (UTC) of each shift that begins on `day`, in order."""
        if self.why_closed(day) is not None:
            return
        midnight = datetime.combine(day, time.min)
        for shift in self.hours:
            opens = to_utc(midnight + timedelta(minutes=shift.opens), self.zone)
            closes = to_utc(midnight + timedelta(minutes=shift.closes), self.zone)
            if opens < closes:  # summer time may skip the whole of a short shift
                yield opens, closes

    def last_moment(self, due: datetime) -> datetime:
        """The last instant (UTC) until `due` at which staff is in. Raises ValueError if there is none in 50 years."""
        today = due.astimezone(self.zone).date()
        for n in range(_MOST_DAYS_BACK):
            closings = [min(closes, due) for opens, closes in self.shifts(today - n * DAY) if opens < due]
            if closings:
                return closings[-1]
        raise ValueError(tr("no staffed hours in {years} years", years=_MOST_DAYS_BACK // 366))


def _staffed(holidays: Calendar, closed: frozenset[int]) -> Calendar:
    """The calendar with a staff's own weekdays. A day that may be closed is closed: the earlier moment is safe."""
    return replace(
        holidays,
        closed_weekdays=closed,
        unsure_weekdays=frozenset(),
        holidays={**holidays.counted, **holidays.holidays},
        counted={},
    )
