"""Decides what a pause costs: how far a deadline moves while its clock stands; leaves which events pause a clock to
`engine`.

What is left of a term goes on after the pause in the term's own unit, so the deadline moves by what the pause took of
that unit:

- hours: by the elapsed time of the pause;
- days and weeks: by what a clock on the wall moved on;
- business days: by what a clock on the wall moved on during open days alone, counted on from the deadline on open days.

Worked out, weekends closed, 2 business days from Thu 10:00, so due Mon 10:00 (Fri is the first, Mon the second):

    paused Fri 10:00, on again Fri 16:00     6 h of Friday                        → Mon 16:00
    paused Fri 10:00, on again Mon 10:00     14 h of Friday and 10 h of Monday    → Tue 10:00: the weekend counts once
    paused Sat 09:00, on again Sun 21:00     nothing: both days are closed        → Mon 10:00
    paused Fri 22:00, on again Mon 02:00     2 h and 2 h                          → Mon 14:00

A closing hour is applied anew: 2 business days that end with the day, from Thu 10:00, are due Mon 23:59:59; a pause of
6 h on Friday leaves that day as it is (Mon 16:00), one of 15 h makes it Tuesday (Tue 01:00). No deadline comes before
its clock goes on.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from aftersales.core.time.calendar import DAY, Calendar
from aftersales.core.time.length import LAST_YEAR, ClosingHour, Deadline, closing_instant, local_time, to_utc
from aftersales.errors import PolicyError


def after_pause(
    deadline: Deadline,
    unit: str,
    paused: datetime,
    resumed: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    ends: ClosingHour | None = None,
) -> Deadline:
    """The deadline of a term of `unit` after a pause between two instants (UTC) that began before it passed; never an
    earlier one. The days counted to the first deadline stay with it. Raises PolicyError where it is later than a
    calendar can tell.
    """
    try:
        found = _after_pause(deadline, unit, paused, resumed, zone, calendar, ends)
    except OverflowError:
        found = None
    if found is None or found.due.year > LAST_YEAR:
        raise PolicyError([f"its pauses lead beyond the year {LAST_YEAR}, the last that can be told"])
    return found


def _after_pause(
    deadline: Deadline,
    unit: str,
    paused: datetime,
    resumed: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    ends: ClosingHour | None,
) -> Deadline:
    if unit == "hours":
        at = due = deadline.at + max(resumed - paused, timedelta(0))
        local = local_time(at, zone)
    else:
        first, last = local_time(paused, zone), local_time(resumed, zone)
        last = max(first, last)  # in an hour that comes twice, a wall clock may go back
        if unit == "business days":
            at = local = add_open_time(deadline.at, open_time(first, last, calendar), calendar)
        else:
            at = local = deadline.at + (last - first)
        due = to_utc(local, zone)
    if ends is not None:
        due = closing_instant(local, ends, zone, resumed - timedelta(seconds=1))
    return deadline._replace(at=at, due=max(due, deadline.due, resumed))


def open_time(first: datetime, last: datetime, calendar: Calendar) -> timedelta:
    """How much of the time between two wall times lies on open days."""
    total, moment = timedelta(0), first
    while moment < last:
        midnight = datetime.combine(moment.date(), time()) + DAY
        if calendar.why_closed(moment.date()) is None:
            total += min(midnight, last) - moment
        moment = midnight
    return total


def add_open_time(moment: datetime, left: timedelta, calendar: Calendar) -> datetime:
    """The wall time at which so much open time has passed since `moment`; on an open day, wherever some has."""
    while left:
        day = moment.date()
        midnight = datetime.combine(day, time()) + DAY
        if calendar.why_closed(day) is not None:
            moment = midnight
        elif left < midnight - moment:
            return moment + left
        else:
            left -= midnight - moment
            moment = datetime.combine(calendar.open_day_after(day, 1), time())
    return moment
