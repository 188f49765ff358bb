"""Lengths of time, and the deadlines they give.

The arithmetic is that of the built-in policies: hours are elapsed time; days and weeks are wall-clock days in the
market's zone; of business days the day of the event is not counted, the Nth open day after it counts at the same
local clock time. A local time that does not exist moves forward over the gap; one that exists twice is the first.

A cut-off says to which day an event belongs: one before it, on an open day, to its own; one at or after it, or on a
closed day, to the next open day. That day is day 1 of the term (`same_day`), or the day after it is:

    1 business day, cut-off 14:00, same day     Mon 13:59 → Mon · Mon 14:00 → Tue · Fri 14:00 → Mon · Sat 10:00 → Mon
    1 business day, cut-off 14:00, next day     Mon 13:59 → Tue · Mon 14:00 → Wed · Fri 14:00 → Tue · Sat 10:00 → Tue

Of plain days every day is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from aftersales.core.time.calendar import DAY, DAY_NAMES, Calendar
from aftersales.errors import PolicyError

UNITS = ("hours", "days", "weeks", "business days")
END_OF_DAY = time(23, 59, 59)
_DIGITS = 4  # of a length's number
_WEEKS = 1400  # about as much as 9999 days, the longest length
LAST_YEAR = 9998  # the last year of a deadline: in every zone of the world it can still be told


class Length(NamedTuple):
    """A term's length: `Length(2, "business days")`."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {self.unit if self.number != 1 else self.unit.removesuffix('s')}"

    @property
    def shortest(self) -> timedelta:
        """What passes in any case before a term of this length is over, whatever the calendar and the clocks do."""
        hours = {"hours": 1, "weeks": 7 * 24}.get(self.unit, 24) * self.number
        return timedelta(hours=hours) - 2 * DAY  # summer time, and a place that changes its side of the date line

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read `"2 business days"`, `"48 hours"`, `"1 day"`. Raises ValueError with what was expected."""
        number, _, unit = text.strip().partition(" ")
        unit = unit.strip() if unit.strip().endswith("s") else unit.strip() + "s"
        digits = number.isascii() and number.isdecimal() and len(number) <= _DIGITS
        if not digits or unit not in UNITS or not int(number):
            raise ValueError(f"{text!r} is no length; write N hours, N days, N weeks or N business days")
        if unit == "weeks" and int(number) > _WEEKS:
            raise ValueError(f"{text!r} is too long; {_WEEKS} weeks at most")
        return cls(int(number), unit)


class ClosingHour(NamedTuple):
    """At which local time a term ends: on its last day, or on the first such weekday (0 is Monday) from that day on."""

    at: time
    weekday: int | None = None

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S}" + ("" if self.weekday is None else f" on {DAY_NAMES[self.weekday]}")


class CutOff(NamedTuple):
    """The local hour from which an event belongs to the next open day, and whether the day it belongs to is day 1."""

    at: time
    same_day: bool = True


class CountedDay(NamedTuple):
    """One day of a business-day count: the date, its number where it counts, else why it was skipped."""

    day: date
    number: int | None
    skipped: str | None


class DayCount(NamedTuple):
    """A count of business days: the days after `day` up to `last`. `since` is the event's own day where it belongs to a
    later one, so that what lies between is told too.
    """

    since: date
    day: date
    last: date
    calendar: Calendar


class Deadline(NamedTuple):
    """When a term ends: `due` (UTC), and `at`, the moment before its closing hour (`Ends`) was applied: of hours an
    instant (UTC), else what a wall clock shows (naive).
    """

    due: datetime
    at: datetime
    counted: DayCount | None = None

    @property
    def steps(self) -> tuple[CountedDay, ...]:
        """Each day walked, where the unit is business days."""
        return () if self.counted is None else tuple(_steps(self.counted))


def _steps(counted: DayCount) -> Iterator[CountedDay]:
    number = 0
    for n in range(1, (counted.last - counted.since).days + 1):
        day = counted.since + timedelta(days=n)
        closed = counted.calendar.why_closed(day)
        if closed is None and day <= counted.day:
            closed = "the event belongs to this day"
        number += closed is None
        yield CountedDay(day, number if closed is None else None, closed)


def to_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """A naive local time as a UTC instant: over a gap forward, in a fold the first."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


@lru_cache(maxsize=4096)  # one event starts several clocks
def local_time(instant: datetime, zone: ZoneInfo) -> datetime:
    """What a clock on the wall shows at an instant, as a naive local time."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def term_deadline(
    start: datetime,
    length: Length,
    zone: ZoneInfo,
    calendar: Calendar,
    ends: ClosingHour | None = None,
    cut_off: CutOff | None = None,
) -> Deadline:
    """When a term of `length` ends that starts at the instant `start`. All instants are UTC. `ends` is the closing hour
    of its last day, where that is not the time of the start; `cut_off` counts from another day than the start's.

    Raises PolicyError where the calendar has no working day, or the deadline is later than a calendar can tell.
    """
    try:
        found = _term_deadline(start, length, zone, calendar, ends, cut_off)
    except OverflowError:
        found = None
    if found is None or found.due.year > LAST_YEAR:
        raise PolicyError(
            [f"{length} from {start.date()} on end after the year {LAST_YEAR}, the last that can be told"]
        )
    return found


def _term_deadline(
    start: datetime,
    length: Length,
    zone: ZoneInfo,
    calendar: Calendar,
    ends: ClosingHour | None,
    cut_off: CutOff | None,
) -> Deadline:
    if length.unit == "hours":
        due = start + timedelta(hours=length.number)
        return Deadline(due if ends is None else closing_instant(local_time(due, zone), ends, zone, start), due)
    local = local_time(start, zone)
    today = day = local.date()
    if cut_off is not None:
        day = day_counted_for(local, length.unit, calendar, cut_off) - DAY * cut_off.same_day
    if length.unit == "business days":
        last = calendar.open_day_after(day, length.number)
        counted = DayCount(min(day, today), day, last, calendar)
    else:
        last, counted = day + DAY * (length.number * (7 if length.unit == "weeks" else 1)), None
    at = local + (last - today)
    return Deadline(to_utc(at, zone) if ends is None else closing_instant(at, ends, zone, start), at, counted)


def day_counted_for(local: datetime, unit: str, calendar: Calendar, cut_off: CutOff) -> date:
    """The day to which an event at this local time belongs: its own before the cut-off, else the next open one."""
    day = local.date()
    early = local.time() < cut_off.at
    if unit != "business days":
        return day if early else day + DAY
    return day if early and calendar.why_closed(day) is None else calendar.open_day_after(day, 1)


def closing_instant(local: datetime, ends: ClosingHour, zone: ZoneInfo, start: datetime) -> datetime:
    """The instant (UTC) at which a term ends whose last day is that of `local`: never at or before its start."""
    day, step = local.date(), DAY
    if ends.weekday is not None:
        day, step = day + timedelta(days=(ends.weekday - day.weekday()) % 7), DAY * 7
    while (due := datetime.combine(day, ends.at, zone).astimezone(UTC)) <= start:
        day += step
    return due


def end_of_day(instant: datetime, zone: ZoneInfo, later: int = 0) -> datetime:
    """23:59:59 of the instant's date in the zone, or so many dates later, as a UTC instant."""
    day = instant.astimezone(zone).date() + timedelta(days=later)
    return to_utc(datetime.combine(day, END_OF_DAY), zone)
