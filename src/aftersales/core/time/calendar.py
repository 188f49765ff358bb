"""Decides the calculus of time: hours, days, weeks and business days in a market's zone; leaves which term applies to
`terms`, and what a pause costs to `pauses`.

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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from aftersales.errors import PolicyError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS = ("hours", "days", "weeks", "business days")
END_OF_DAY = time(23, 59, 59)
DAY = timedelta(days=1)
_TWENTY_YEARS = 7305
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
    def least(self) -> timedelta:
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


class Ends(NamedTuple):
    """At which local time a term ends: on its last day, or on the first such weekday (0 is Monday) from that day on."""

    at: time
    weekday: int | None = None

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S}" + ("" if self.weekday is None else f" on {DAY_NAMES[self.weekday]}")


class CutOff(NamedTuple):
    """The local hour from which an event belongs to the next open day, and whether the day it belongs to is day 1."""

    at: time
    same_day: bool = True


@dataclass(frozen=True, slots=True)
class Calendar:
    """The closed days of a market. `known` is False where the public holidays are not known at all.

    `opened` are the days that the seller's own configuration opens, with the reason why they would be closed; `worked`
    are make-up days, open whatever weekday they are; `unverified` is what is not known of the whole calendar, such as
    whether the platform keeps it.
    """

    name: str = "Monday to Friday"
    closed_weekdays: frozenset[int] = frozenset({5, 6})
    holidays: Mapping[date, str] = field(default_factory=dict)
    known: bool = False
    known_through: int | None = None
    last_year: int | None = None
    unverified: str = ""
    opened: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    _found: dict[tuple[date, int], date] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.closed_weekdays) >= 7:
            raise ValueError(f"calendar {self.name!r} has no working day")

    def why_closed(self, day: date) -> str | None:
        """The reason why `day` is not a business day, or None when it is one. The holiday's name goes first."""
        if day in self.opened or day in self.worked:
            return None
        holiday = self.holidays.get(day)
        if holiday:
            return holiday
        return DAY_NAMES[day.weekday()] if day.weekday() in self.closed_weekdays else None

    def doubt(self, day: date) -> str | None:
        """What the reader must know about the holidays around `day`, or None where they are certain."""
        if not self.known:
            return "holidays not known for this market; only weekends are skipped"
        if self.last_year is not None and day.year > self.last_year:
            return f"holidays not known after {self.last_year}; only weekends are skipped"
        if self.known_through is not None and day.year > self.known_through:
            return f"holidays after {self.known_through} are reckoned, not yet published"
        return None

    def beyond(self, day: date) -> bool:
        """Whether the holidays are known, but not as far as `day`."""
        return self.known and self.doubt(day) is not None

    def days_after(self, start: date) -> Iterator[tuple[date, str | None]]:
        """Each day after `start` with the reason why it is closed (None: a business day). Bounded to 20 years."""
        for n in range(1, min(_TWENTY_YEARS, (date.max - start).days + 1)):
            day = start + timedelta(days=n)
            yield day, self.why_closed(day)

    def after(self, day: date, number: int) -> date:
        """The open day that is the `number`th after `day`. Raises PolicyError where 20 years bring no open day."""
        found = self._found.get((day, number))
        if found is None:
            found = day
            for _ in range(number):
                found = self._next(found)
            self._found[day, number] = found
        return found

    def _next(self, day: date) -> date:
        for later, closed in self.days_after(day):
            if closed is None:
                return later
        if (date.max - day).days < _TWENTY_YEARS:
            raise OverflowError("no date is later")
        raise PolicyError([f"calendar {self.name!r} has no working day in the 20 years after {day}"])

    def shut_from(self) -> date | None:
        """The first holiday from which on 20 years bring no open day; None where there is none."""
        opened = date.min
        for day in sorted(self.holidays):
            if opened < day < date.max - DAY * _TWENTY_YEARS:
                try:
                    opened = self._next(day - DAY)
                except PolicyError:
                    return day
        return None


class Step(NamedTuple):
    """One day of a business-day count: the date, its number where it counts, else why it was skipped."""

    day: date
    number: int | None
    skipped: str | None


class Counted(NamedTuple):
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
    counted: Counted | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Each day walked, where the unit is business days."""
        return () if self.counted is None else tuple(_steps(self.counted))


def _steps(counted: Counted) -> Iterator[Step]:
    number = 0
    for n in range(1, (counted.last - counted.since).days + 1):
        day = counted.since + timedelta(days=n)
        closed = counted.calendar.why_closed(day)
        if closed is None and day <= counted.day:
            closed = "the event belongs to this day"
        number += closed is None
        yield Step(day, number if closed is None else None, closed)


def resolve(local: datetime, zone: ZoneInfo) -> datetime:
    """A naive local time as a UTC instant: over a gap forward, in a fold the first."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


@lru_cache(maxsize=4096)  # one event starts several clocks
def wall(instant: datetime, zone: ZoneInfo) -> datetime:
    """What a clock on the wall shows at an instant, as a naive local time."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def add(
    start: datetime,
    length: Length,
    zone: ZoneInfo,
    calendar: Calendar,
    ends: Ends | None = None,
    cut_off: CutOff | None = None,
) -> Deadline:
    """When a term of `length` ends that starts at the instant `start`. All instants are UTC. `ends` is the closing hour
    of its last day, where that is not the time of the start; `cut_off` counts from another day than the start's.

    Raises PolicyError where the calendar has no working day, or the deadline is later than a calendar can tell.
    """
    try:
        found = _add(start, length, zone, calendar, ends, cut_off)
    except OverflowError:
        found = None
    if found is None or found.due.year > LAST_YEAR:
        raise PolicyError(
            [f"{length} from {start.date()} on end after the year {LAST_YEAR}, the last that can be told"]
        )
    return found


def _add(
    start: datetime, length: Length, zone: ZoneInfo, calendar: Calendar, ends: Ends | None, cut_off: CutOff | None
) -> Deadline:
    if length.unit == "hours":
        due = start + timedelta(hours=length.number)
        return Deadline(due if ends is None else closing(wall(due, zone), ends, zone, start), due)
    local = wall(start, zone)
    today = day = local.date()
    if cut_off is not None:
        day = belongs(local, length.unit, calendar, cut_off) - DAY * cut_off.same_day
    if length.unit == "business days":
        last = calendar.after(day, length.number)
        counted = Counted(min(day, today), day, last, calendar)
    else:
        last, counted = day + DAY * (length.number * (7 if length.unit == "weeks" else 1)), None
    at = local + (last - today)
    return Deadline(resolve(at, zone) if ends is None else closing(at, ends, zone, start), at, counted)


def belongs(local: datetime, unit: str, calendar: Calendar, cut_off: CutOff) -> date:
    """The day to which an event at this local time belongs: its own before the cut-off, else the next open one."""
    day = local.date()
    early = local.time() < cut_off.at
    if unit != "business days":
        return day if early else day + DAY
    return day if early and calendar.why_closed(day) is None else calendar.after(day, 1)


def closing(local: datetime, ends: Ends, zone: ZoneInfo, start: datetime) -> datetime:
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
    return resolve(datetime.combine(day, END_OF_DAY), zone)
