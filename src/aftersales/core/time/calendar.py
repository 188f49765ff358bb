"""Business days and holidays of a market."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from aftersales.errors import PolicyError
from aftersales.language import current, mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.text import listed

if TYPE_CHECKING:
    from aftersales.toml.reader import Source

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"), mark("Saturday"),
    mark("Sunday"),
)  # fmt: skip
DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = mark("Monday to Friday")  # the name of the calendar where no holidays are known
_IN_LIEU = ", in lieu of a Saturday"
_DATE = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_TWENTY_YEARS = 7305
_NAMELESS = (mark("closed day"),)  # what `own_day` writes, for translators


class WorkingWeek(NamedTuple):
    """The closed weekdays, as numbers from Monday (0), and the open ones that are `unsure`, with their source."""

    closed: frozenset[int]
    unsure: frozenset[int]
    source: Source


@dataclass(frozen=True, slots=True, repr=False, match_args=False)
class Calendar:
    """The closed days of a market.

    `closed_weekdays` are numbers from Monday (0). `known` is False if no public holidays are known at all.
    `known_through` is the last year whose holidays are published, `last_year` the last year with any holiday in it.
    `opened` are days that the seller's configuration opens, each with the reason why it would be closed. `worked` are
    make-up days, which are open on any weekday. `unverified` says what is not known of the calendar as a whole, such
    as whether the platform keeps it.

    `unsure_weekdays` are open weekdays of which no text says whether they are working days, `counted` open days that
    may be closed, each with the reason. Both are counted: the earlier deadline is the safe one. `weekdays_source` says
    where the working weekdays were read.
    """

    name: str = MONDAY_TO_FRIDAY
    closed_weekdays: frozenset[int] = frozenset({5, 6})
    holidays: Mapping[date, str] = field(default_factory=dict)
    known: bool = False
    known_through: int | None = None
    last_year: int | None = None
    unverified: str = ""
    opened: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    unsure_weekdays: frozenset[int] = frozenset()
    weekdays_source: Source | None = None
    counted: Mapping[date, str] = field(default_factory=dict)
    _open_days: dict[tuple[date, int], date] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.closed_weekdays) >= 7:
            raise ValueError(tr("calendar {name!r} has no working day", name=self.name))

    def why_closed(self, day: date) -> str | None:
        """The reason why `day` is closed, or None for a business day. A holiday's name goes before a weekday's."""
        if day in self.opened or day in self.worked:
            return None
        holiday = self.holidays.get(day)
        if holiday:
            return holiday
        return DAY_NAMES[day.weekday()] if day.weekday() in self.closed_weekdays else None

    def why_unsure(self, day: date) -> str | None:
        """The reason why an open day may be closed; None for a closed day, and for one that is surely open."""
        if day in self.opened or day in self.worked or self.why_closed(day) is not None:
            return None
        unsure = day.weekday() in self.unsure_weekdays
        return self.counted.get(day) or (DAY_NAMES[day.weekday()] if unsure else None)

    def with_week(self, week: WorkingWeek) -> Calendar:
        """The calendar with other working weekdays."""
        return replace(self, closed_weekdays=week.closed, unsure_weekdays=week.unsure, weekdays_source=week.source)

    def uncertainty(self, day: date) -> str | None:
        """What is uncertain about the holidays around `day`, as a sentence; None if they are certain."""
        if not self.known:
            return tr("holidays unknown for this market; only weekends are skipped")
        if self.last_year is not None and day.year > self.last_year:
            return tr("holidays unknown after {last_year}; only weekends are skipped", last_year=self.last_year)
        if self.known_through is not None and day.year > self.known_through:
            return tr(
                "holidays after {known_through} are calculated, not yet published", known_through=self.known_through
            )
        return None

    def is_beyond_known(self, day: date) -> bool:
        """Whether the market's holidays are known, but not for certain on `day`."""
        return self.known and self.uncertainty(day) is not None

    def days_after(self, start: date) -> Iterator[tuple[date, str | None]]:
        """The days of the 20 years after `start`, each with the reason why it is closed (None: a business day)."""
        for n in range(1, min(_TWENTY_YEARS, (date.max - start).days + 1)):
            day = start + timedelta(days=n)
            yield day, self.why_closed(day)

    def open_day_after(self, day: date, number: int) -> date:
        """The `number`th business day after `day`. Raises PolicyError if the next 20 years have no business day."""
        open_day = self._open_days.get((day, number))
        if open_day is None:
            open_day = day
            for _ in range(number):
                open_day = self._next_open_day(open_day)
            self._open_days[day, number] = open_day
        return open_day

    def _next_open_day(self, day: date) -> date:
        for later, closed in self.days_after(day):
            if closed is None:
                return later
        if (date.max - day).days < _TWENTY_YEARS:
            raise OverflowError(tr("no later date exists"))
        raise PolicyError(
            [tr("calendar {name!r} has no working day in the 20 years after {day}", name=self.name, day=day)]
        )

    def endless_closure(self) -> date | None:
        """The first holiday that is followed by 20 years without a business day; None if there is none."""
        opened = date.min
        for day in sorted(self.holidays):
            if opened < day < date.max - DAY * _TWENTY_YEARS:
                try:
                    opened = self._next_open_day(day - DAY)
                except PolicyError:
                    return day
        return None


def weekday_text(number: int) -> str:
    """The name of a weekday, from 0 for Monday."""
    return tr(_DAYS[number])


def reason_text(reason: str) -> str:
    """Why a day is closed, or may be, for people: a weekday, or holidays as the calendars name them, such as `Labor Day
    (day off for Sat 9 May)` or `Chakri Memorial Day, in lieu of a Saturday`.
    """
    if current() == "en":
        return reason
    return listed(map(_holiday_text, reason.split("; ")))


def own_day(name: str = "") -> str:
    """Why a day is closed that the configuration closes, as calendars write it: `fair (your configuration)`."""
    return f"{name or 'closed day'} (your configuration)"


def holiday_parts(holiday: str) -> list[str]:
    """A holiday's name and what is said of the day, each as one text for translators; dates are `{date}` in them."""
    name, said = holiday, list[str]()
    if holiday.endswith(_IN_LIEU):
        name, said = holiday.removesuffix(_IN_LIEU), [_IN_LIEU.removeprefix(", ")]
    while noted := re.fullmatch(r"(.+) \(([^()]+)\)", name):
        name, said = noted[1], [noted[2], *said]
    notes = [note for part in said for note in ([part] if part.startswith("day off") else part.split(", "))]
    return [re.sub(_DATE, "{date}", part) for part in (name, *notes)]


def _holiday_text(holiday: str) -> str:
    day = ""
    if dated := re.search(_DATE, holiday):
        date_text = tr("{day} {month}", day=dated[2], month=tr(dated[3]))
        day = tr("{weekday} {date}", weekday=tr(dated[1]), date=date_text)
    name, *notes = (tr(part).replace("{date}", day) for part in holiday_parts(holiday))
    return tr("{name} ({notes})", name=name, notes=listed(notes)) if notes else name


def weekdays_text(closed: frozenset[int], names: Sequence[str] = _DAYS) -> str:
    """The working weekdays as a phrase, with these names of the seven days: `Monday to Saturday`."""
    open_days = [n for n in range(7) if n not in closed]
    shown = [tr(names[n]) for n in open_days]
    if len(shown) > 2 and open_days[-1] - open_days[0] == len(shown) - 1:
        return tr("{first} to {last}", first=shown[0], last=shown[-1])
    return listed(shown)
