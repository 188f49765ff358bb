"""How far a pause moves a deadline."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from aftersales.core.time.calendar import DAY, Calendar
from aftersales.core.time.length import (
    LAST_YEAR,
    ClosingHour,
    Deadline,
    ElapsedDeadline,
    closing_instant,
    local_time,
    to_utc,
)
from aftersales.errors import PolicyError
from aftersales.language import tr

# After the pause the rest of the term runs in the term's own unit. So the deadline moves by the length of the pause:
#
# - hours: by its elapsed time;
# - days and weeks: by its local time, as a wall clock shows it;
# - business days: by its local time on open days, added to the deadline on open days.
#
# Examples for 2 business days from Thu 10:00, due Mon 10:00 (Friday is the first, Monday the second):
#
#     paused Fri 10:00, on again Fri 16:00     6 h of Friday                        → Mon 16:00
#     paused Fri 10:00, on again Mon 10:00     14 h of Friday and 10 h of Monday    → Tue 10:00: the weekend counts once
#     paused Sat 09:00, on again Sun 21:00     nothing: both days are closed        → Mon 10:00
#     paused Fri 22:00, on again Mon 02:00     2 h and 2 h                          → Mon 14:00
#
# The closing hour is applied again: 2 business days with the end of the day, from Thu 10:00, are due Mon 23:59:59. With
# a pause of 6 h on Friday they still are (Mon 16:00); with one of 15 h they are due on Tuesday (Tue 01:00). No deadline
# is earlier than the end of its pause.


def after_pause(
    deadline: Deadline,
    unit: str,
    paused: datetime,
    resumed: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    ends: ClosingHour | None = None,
) -> Deadline:
    """The deadline of a term of `unit` after a pause between two instants (UTC); never earlier than it was.

    The pause began before the deadline. The days that were counted to the first deadline stay. Raises PolicyError if
    the deadline is after LAST_YEAR.
    """
    try:
        after = _after_pause(deadline, unit, paused, resumed, zone, calendar, ends)
    except OverflowError:
        after = None
    if after is None or after.due.year > LAST_YEAR:
        raise PolicyError([tr("its pauses end after {last_year}, the last supported year", last_year=LAST_YEAR)])
    return after


def _after_pause(
    deadline: Deadline,
    unit: str,
    paused: datetime,
    resumed: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    ends: ClosingHour | None,
) -> Deadline:
    if isinstance(deadline, ElapsedDeadline):
        end = due = deadline.end + max(resumed - paused, timedelta(0))
        local = local_time(end, zone)
    else:
        first, last = local_time(paused, zone), local_time(resumed, zone)
        last = max(first, last)  # local time goes back when summer time ends
        if unit == "business days":
            end = local = add_open_time(deadline.end, open_time(first, last, calendar), calendar)
        else:
            end = local = deadline.end + (last - first)
        due = to_utc(local, zone)
    if ends is not None:
        due = closing_instant(local, ends, zone, resumed - timedelta(seconds=1))
    return deadline._replace(end=end, due=max(due, deadline.due, resumed))


def open_time(first: datetime, last: datetime, calendar: Calendar) -> timedelta:
    """The time on open days between two naive local times."""
    total, moment = timedelta(0), first
    while moment < last:
        midnight = datetime.combine(moment.date(), time()) + DAY
        if calendar.why_closed(moment.date()) is None:
            total += min(midnight, last) - moment
        moment = midnight
    return total


def add_open_time(moment: datetime, left: timedelta, calendar: Calendar) -> datetime:
    """The naive local time at which `left` of open time has passed since `moment`; on an open day, if any has."""
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
