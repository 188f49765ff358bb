"""The calendar of a market."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from aftersales.errors import PolicyError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = timedelta(days=1)
_TWENTY_YEARS = 7305


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
    _open_days: dict[tuple[date, int], date] = field(default_factory=dict, init=False, repr=False, compare=False)

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

    def uncertainty(self, day: date) -> str | None:
        """What the reader must know about the holidays around `day`, or None where they are certain."""
        if not self.known:
            return "holidays not known for this market; only weekends are skipped"
        if self.last_year is not None and day.year > self.last_year:
            return f"holidays not known after {self.last_year}; only weekends are skipped"
        if self.known_through is not None and day.year > self.known_through:
            return f"holidays after {self.known_through} are reckoned, not yet published"
        return None

    def is_beyond_known(self, day: date) -> bool:
        """Whether the holidays are known, but not as far as `day`."""
        return self.known and self.uncertainty(day) is not None

    def days_after(self, start: date) -> Iterator[tuple[date, str | None]]:
        """Each day after `start` with the reason why it is closed (None: a business day). Bounded to 20 years."""
        for n in range(1, min(_TWENTY_YEARS, (date.max - start).days + 1)):
            day = start + timedelta(days=n)
            yield day, self.why_closed(day)

    def open_day_after(self, day: date, number: int) -> date:
        """The open day that is the `number`th after `day`. Raises PolicyError where 20 years bring no open day."""
        found = self._open_days.get((day, number))
        if found is None:
            found = day
            for _ in range(number):
                found = self._next_open_day(found)
            self._open_days[day, number] = found
        return found

    def _next_open_day(self, day: date) -> date:
        for later, closed in self.days_after(day):
            if closed is None:
                return later
        if (date.max - day).days < _TWENTY_YEARS:
            raise OverflowError("no date is later")
        raise PolicyError([f"calendar {self.name!r} has no working day in the 20 years after {day}"])

    def endless_closure(self) -> date | None:
        """The first holiday from which on 20 years bring no open day; None where there is none."""
        opened = date.min
        for day in sorted(self.holidays):
            if opened < day < date.max - DAY * _TWENTY_YEARS:
                try:
                    opened = self._next_open_day(day - DAY)
                except PolicyError:
                    return day
        return None
