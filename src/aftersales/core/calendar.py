"""Decides the calculus of time: hours, days, weeks and business days in a market's zone; leaves which term applies to
`terms`.

The arithmetic is that of the built-in policies: hours are elapsed time; days and weeks are wall-clock days in the
market's zone; of business days the day of the event is not counted, the Nth open day after it counts at the same
local clock time. A local time that does not exist moves forward over the gap; one that exists twice is the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS = ("hours", "days", "weeks", "business days")


class Length(NamedTuple):
    """A term's length: `Length(2, "business days")`."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {self.unit if self.number != 1 else self.unit.removesuffix('s')}"

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read `"2 business days"`, `"48 hours"`, `"1 day"`. Raises ValueError with what was expected."""
        number, _, unit = text.strip().partition(" ")
        unit = unit.strip() if unit.strip().endswith("s") else unit.strip() + "s"
        if not number.isdecimal() or unit not in UNITS or not 0 < int(number) < 10_000:
            raise ValueError(f"{text!r} is no length; write N hours, N days, N weeks or N business days")
        return cls(int(number), unit)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The closed days of a market. `known` is False where the public holidays are not known at all."""

    name: str = "Monday to Friday"
    closed_weekdays: frozenset[int] = frozenset({5, 6})
    holidays: Mapping[date, str] = field(default_factory=dict)
    known: bool = False
    known_through: int | None = None
    last_year: int | None = None

    def __post_init__(self) -> None:
        if len(self.closed_weekdays) >= 7:
            raise ValueError(f"calendar {self.name!r} has no working day")

    def why_closed(self, day: date) -> str | None:
        """The reason why `day` is not a business day, or None when it is one. The holiday's name goes first."""
        holiday = self.holidays.get(day)
        if holiday:
            return holiday
        return _DAY_NAMES[day.weekday()] if day.weekday() in self.closed_weekdays else None

    def doubt(self, day: date) -> str | None:
        """What the reader must know about the holidays around `day`, or None where they are certain."""
        if not self.known:
            return "holidays not known for this market; only weekends are skipped"
        if self.last_year is not None and day.year > self.last_year:
            return f"holidays not known after {self.last_year}; only weekends are skipped"
        if self.known_through is not None and day.year > self.known_through:
            return f"holidays after {self.known_through} are reckoned, not yet published"
        return None

    def days_after(self, start: date) -> Iterator[tuple[date, str | None]]:
        """Each day after `start` with the reason why it is closed (None: a business day). Bounded to 20 years."""
        for n in range(1, 7305):
            day = start + timedelta(days=n)
            yield day, self.why_closed(day)


class Step(NamedTuple):
    """One day of a business-day count: the date, its number where it counts, else why it was skipped."""

    day: date
    number: int | None
    skipped: str | None


class Deadline(NamedTuple):
    """The instant (UTC) a term ends, with each day walked where the unit is business days."""

    due: datetime
    steps: tuple[Step, ...]


def resolve(local: datetime, zone: ZoneInfo) -> datetime:
    """A naive local time as a UTC instant: over a gap forward, in a fold the first."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def add(start: datetime, length: Length, zone: ZoneInfo, calendar: Calendar, ends: time | None = None) -> Deadline:
    """When a term of `length` ends that starts at the instant `start`. Both instants are UTC. `ends` is the local time
    of the last day at which it ends, where that is not the time of the start.

    Raises OverflowError past year 9999 and ValueError where no business day is found within 20 years.
    """
    if ends is not None:
        found = add(start, length, zone, calendar)
        return found._replace(due=resolve(datetime.combine(found.due.astimezone(zone).date(), ends), zone))
    if length.unit == "hours":
        return Deadline(start + timedelta(hours=length.number), ())
    local = start.astimezone(zone).replace(tzinfo=None)
    if length.unit != "business days":
        days = length.number * (7 if length.unit == "weeks" else 1)
        return Deadline(resolve(local + timedelta(days=days), zone), ())
    steps, counted = [], 0
    for day, closed in calendar.days_after(local.date()):
        if closed is None:
            counted += 1
        steps.append(Step(day, counted if closed is None else None, closed))
        if counted == length.number:
            return Deadline(resolve(datetime.combine(day, local.time()), zone), tuple(steps))
    raise ValueError(f"calendar {calendar.name!r} has fewer than {length.number} business days in 20 years")


END_OF_DAY = time(23, 59, 59)


def end_of_day(instant: datetime, zone: ZoneInfo, later: int = 0) -> datetime:
    """23:59:59 of the instant's date in the zone, or so many dates later, as a UTC instant."""
    day = instant.astimezone(zone).date() + timedelta(days=later)
    return resolve(datetime.combine(day, END_OF_DAY), zone)
