"""Decides when a shop's staff is in, and from that the last moment before a deadline at which somebody can act, and
why; leaves what is urgent to `triage`, and the reading of the configuration to `staff_table`.

Somebody is in from after the opening of a shift until its closing, the closing itself included: at 18:00:00 the office
still acts, at 09:00:00 sharp it only opens. A shift belongs to the day on which it begins, over midnight too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.model import Clock
from aftersales.core.deadlines.urgency import out_of_hours
from aftersales.core.time.calendar import WEEKDAYS, Calendar, resolve
from aftersales.core.time.staff_table import Shift, Staff

_DAY = timedelta(days=1)
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
            opens = resolve(midnight + timedelta(minutes=shift.opens), self.zone)
            closes = resolve(midnight + timedelta(minutes=shift.closes), self.zone)
            if opens < closes:  # the hour that summer time leaves out may swallow a short shift
                yield opens, closes

    def last_moment(self, due: datetime) -> datetime:
        """The last instant (UTC) at or before `due` at which somebody is in."""
        today = due.astimezone(self.zone).date()
        for n in range(_FARTHEST):
            closings = [min(closes, due) for opens, closes in self.shifts(today - n * _DAY) if opens < due]
            if closings:
                return closings[-1]
        raise ValueError(f"nobody has been in for {_FARTHEST // 366} years")

    def act_by(self, clock: Clock) -> datetime | None:
        """The last instant (UTC) at which the seller's staff can act on a clock in time; None for others' clocks."""
        return self.last_moment(clock.due) if clock.owner == "seller" else None


def with_act_by(clocks: Iterable[Clock], staff: StaffCalendar | None) -> tuple[Clock, ...]:
    """The clocks with the last staffed moment before each of the seller's deadlines, where a staff calendar is set."""
    return tuple(clocks if staff is None else (c._replace(act_by=staff.act_by(c)) for c in clocks))


def why(clock: Clock, staff: StaffCalendar) -> Iterator[str]:
    """From the deadline back to the last staffed moment, one sentence each, in the staff's local time."""
    if clock.act_by is None:
        return
    due, last = clock.due.astimezone(staff.zone), clock.act_by.astimezone(staff.zone)
    yield f"Staff: {_told(staff)}."
    if clock.act_by == clock.due:
        yield f"The deadline is {text.placed(due)}, when somebody is in: act by then."
    else:
        yield f"The deadline is {text.placed(due)}."
        yield from _closed(staff, last.date(), due.date())
        if staff.why_closed(due.date()) is None and last.date() < due.date():
            yield f"{_short(due.date())}: nobody is in yet at {due:%H:%M}."
        yield f"Last staffed moment before it: {text.placed(last)}."
    if last.date() in staff.calendar.worked and last.weekday() in staff.calendar.closed_weekdays:
        yield f"{_short(last.date())} is worked in place of a holiday ({staff.calendar.name})."
    if out_of_hours(clock.started_at, clock.act_by):
        yield f"The clock started {text.placed(clock.started_at.astimezone(staff.zone))}: nobody is in before it ends."
    if doubt := staff.calendar.doubt(due.date()):
        yield f"Mind: {staff.calendar.name}: {doubt}. Put the days off that you know of into days_off."


def _closed(staff: StaffCalendar, last: date, due: date) -> Iterator[str]:
    """The closed days since somebody was in last, up to that of the deadline."""
    days = [last + n * _DAY for n in range((due - last).days + 1)]
    reasons = {day: reason for day in days if (reason := staff.why_closed(day)) is not None}
    if not reasons:
        return
    first, final = min(reasons), max(reasons)
    names = dict.fromkeys(reason.partition(" (")[0] for reason in reasons.values())
    span = _short(first) if first == final else f"{_short(first)} to {_short(final)}"
    yield f"{span}: closed ({', '.join(names)})."


def _told(staff: StaffCalendar) -> str:
    """`Mon to Fri, 09:00-18:00, Asia/Shanghai; closed on Chinese public holidays`."""
    open_days = [n for n in range(7) if n not in staff.calendar.closed_weekdays]
    names = [WEEKDAYS[n].capitalize() for n in open_days]
    in_a_row = len(names) > 2 and open_days[-1] - open_days[0] == len(names) - 1
    days = f"{names[0]} to {names[-1]}" if in_a_row else ", ".join(names)
    hours = " and ".join(map(str, staff.hours))
    closed = f"; closed on {staff.calendar.name}" if staff.calendar.name else ""
    return f"{days}, {hours}, {staff.zone.key}{closed}"


def _short(day: date) -> str:
    return text.day(day).rpartition(" ")[0]
