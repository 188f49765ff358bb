"""Deadline arithmetic in hours, days, weeks and business days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from aftersales.core.time.calendar import DAY, DAY_NAMES, Calendar, weekday_text
from aftersales.errors import PolicyError
from aftersales.language import tr, trn
from aftersales.named_tuple import NamedTuple

UNITS = ("hours", "days", "weeks", "business days")
END_OF_DAY = time(23, 59, 59)
LAST_YEAR = 9998  # the last year of a deadline: datetime can still express it in every time zone
_MOST_DIGITS = 4  # of a length's number
_MOST_WEEKS = 1400  # about 9999 days, the longest length in days


class Length(NamedTuple):
    """A term's length: `Length(2, "business days")`."""

    number: int
    unit: str

    def __str__(self) -> str:
        return _length_text(self.number, self.unit)

    @property
    def shortest(self) -> timedelta:
        """A time that is surely shorter than a term of this length, in any calendar and any time zone."""
        hours = {"hours": 1, "weeks": 7 * 24}.get(self.unit, 24) * self.number
        return timedelta(hours=hours) - 2 * DAY  # summer time, and places that change their side of the date line

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read `"2 business days"`, `"48 hours"`, `"1 day"`. Raises ValueError with what was expected."""
        number, _, unit = text.strip().partition(" ")
        unit = unit.strip() if unit.strip().endswith("s") else unit.strip() + "s"
        digits = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
        if not digits or unit not in UNITS or not int(number):
            raise ValueError(
                tr("{text!r} is not a duration; write N hours, N days, N weeks or N business days", text=text)
            )
        if unit == "weeks" and int(number) > _MOST_WEEKS:
            raise ValueError(tr("{text!r} is too long; {most} weeks at most", text=text, most=_MOST_WEEKS))
        return cls(int(number), unit)


@lru_cache(maxsize=256)  # every clock bears its term's
def _length_text(number: int, unit: str) -> str:
    return f"{number} {unit if number != 1 else unit.removesuffix('s')}"


def length_words(length: Length | str) -> str:
    """A length, or a sum of them such as `handling time + 1 business day`, in words for people."""
    import re  # lazy: a list tells no lengths

    units = "|".join(unit.removesuffix("s") for unit in UNITS)
    counted = re.sub(rf"(\d+) ({units})s?", lambda match: _counted(int(match[1]), match[2]), str(length))
    return counted.replace("handling time", tr("handling time"))


def _counted(number: int, unit: str) -> str:
    if unit == "hour":
        return trn("{count} hour", "{count} hours", number)
    if unit == "day":
        return trn("{count} day", "{count} days", number)
    if unit == "week":
        return trn("{count} week", "{count} weeks", number)
    return trn("{count} business day", "{count} business days", number)


class ClosingHour(NamedTuple):
    """The local time at which a term ends: on its last day, or on the first `weekday` (0: Monday) from that day on."""

    at: time
    weekday: int | None = None

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S}" + ("" if self.weekday is None else f" on {DAY_NAMES[self.weekday]}")

    def in_words(self) -> str:
        """The same for people."""
        if self.weekday is None:
            return f"{self.at:%H:%M:%S}"
        return tr("{time} on {weekday}", time=f"{self.at:%H:%M:%S}", weekday=weekday_text(self.weekday))


class CutOff(NamedTuple):
    """The local time from which an event counts for the next open day.

    An event before it on an open day counts for its own day. Any other event counts for the next open day. That day is
    day 1 of the term if `same_day` is true; else the day after it is day 1:

        1 business day, cut-off 14:00, same day    Mon 13:59 → Mon, Mon 14:00 → Tue, Fri 14:00 → Mon, Sat 10:00 → Mon
        1 business day, cut-off 14:00, next day    Mon 13:59 → Tue, Mon 14:00 → Wed, Fri 14:00 → Tue, Sat 10:00 → Tue

    For terms in days and weeks every day is open.
    """

    at: time
    same_day: bool = True


# Every instant of a day counts for that day, which is day 1.
WHOLE_DAY = CutOff(time.max)


class CountedDay(NamedTuple):
    """One day of a business-day count: its number, or the reason why it was skipped."""

    day: date
    number: int | None
    skipped: str | None


class DayCount(NamedTuple):
    """A count of business days: from the day after `day` to `last`.

    `since` is the day of the event, which lies before `day` if the event counts for a later day.
    """

    since: date
    day: date
    last: date
    calendar: Calendar


class ElapsedDeadline(NamedTuple):
    """The deadline of a term in hours. `due` and `end` are UTC; `end` is the end before the closing hour is applied."""

    due: datetime
    end: datetime

    @property
    def in_business_days(self) -> bool:
        """Whether the term is counted in business days."""
        return False

    @property
    def counted_days(self) -> tuple[CountedDay, ...]:
        """No days are counted."""
        return ()

    def end_utc(self, _zone: ZoneInfo) -> datetime:
        """The end before the closing hour, as an instant (UTC)."""
        return self.end

    def end_local(self, zone: ZoneInfo) -> datetime:
        """The end before the closing hour, as a naive local time."""
        return local_time(self.end, zone)

    def moved(self, due: datetime, end: datetime, _zone: ZoneInfo) -> ElapsedDeadline:
        """The deadline with another `due` and another end before the closing hour, both UTC."""
        return ElapsedDeadline(due, end)


class LocalDeadline(NamedTuple):
    """The deadline of a term in days, weeks or business days.

    `due` is UTC. `end` is the naive local time of the end before the closing hour is applied. `counted` is set for
    business days.
    """

    due: datetime
    end: datetime
    counted: DayCount | None = None

    @property
    def in_business_days(self) -> bool:
        """Whether the term is counted in business days."""
        return self.counted is not None

    @property
    def counted_days(self) -> tuple[CountedDay, ...]:
        """Each day of the count, for business days; the days before a pause only."""
        return () if self.counted is None else tuple(_counted_days(self.counted))

    def end_utc(self, zone: ZoneInfo) -> datetime:
        """The end before the closing hour, as an instant (UTC)."""
        return to_utc(self.end, zone)

    def end_local(self, _zone: ZoneInfo) -> datetime:
        """The end before the closing hour, as a naive local time."""
        return self.end

    def moved(self, due: datetime, end: datetime, zone: ZoneInfo) -> LocalDeadline:
        """The deadline with another `due` and another end before the closing hour, both UTC."""
        return self._replace(due=due, end=local_time(end, zone))


Deadline = ElapsedDeadline | LocalDeadline


def _counted_days(count: DayCount) -> Iterator[CountedDay]:
    number = 0
    for n in range(1, (count.last - count.since).days + 1):
        day = count.since + timedelta(days=n)
        closed = count.calendar.why_closed(day)
        if closed is None and day <= count.day:
            closed = tr("the event belongs to this day")
        number += closed is None
        yield CountedDay(day, number if closed is None else None, closed)


def to_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of a naive local time. A time that clocks skip moves forward; of a repeated time the first."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


@lru_cache(maxsize=4096)  # one event starts several clocks
def local_time(instant: datetime, zone: ZoneInfo) -> datetime:
    """The naive local time at an instant."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def term_deadline(
    start: datetime,
    length: Length,
    zone: ZoneInfo,
    calendar: Calendar,
    ends: ClosingHour | None = None,
    cut_off: CutOff | None = None,
) -> Deadline:
    """The deadline of a term of `length` that starts at the instant `start` (UTC).

    Hours are elapsed time. Days and weeks are counted in local dates, at the local time of the start. For business days
    the day of the start does not count: the term ends on the Nth open day after it, at the local time of the start.
    `ends` is the closing hour, in place of the local time of the start.

    Raises PolicyError if the calendar has no business day, or if the deadline is after LAST_YEAR.
    """
    try:
        deadline = _term_deadline(start, length, zone, calendar, ends, cut_off)
    except OverflowError:
        deadline = None
    if deadline is None or deadline.due.year > LAST_YEAR:
        raise PolicyError(
            [
                tr(
                    "{length} from {date} on end after {last_year}, the last supported year",
                    length=length,
                    date=start.date(),
                    last_year=LAST_YEAR,
                )
            ]
        )
    return deadline


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
        return ElapsedDeadline(due if ends is None else closing_instant(local_time(due, zone), ends, zone, start), due)
    local = local_time(start, zone)
    if cut_off is None and length.unit != "business days":
        end = local + DAY * (length.number * 7 if length.unit == "weeks" else length.number)
        return LocalDeadline(to_utc(end, zone) if ends is None else closing_instant(end, ends, zone, start), end)
    today = day = local.date()
    if cut_off is not None:
        day = day_counted_for(local, length.unit, calendar, cut_off) - DAY * cut_off.same_day
    if length.unit == "business days":
        last = calendar.open_day_after(day, length.number)
        count = DayCount(min(day, today), day, last, calendar)
    else:
        last, count = day + DAY * (length.number * 7 if length.unit == "weeks" else length.number), None
    end = local + (last - today)
    return LocalDeadline(to_utc(end, zone) if ends is None else closing_instant(end, ends, zone, start), end, count)


def day_counted_for(local: datetime, unit: str, calendar: Calendar, cut_off: CutOff) -> date:
    """The day for which an event at a naive local time counts: its own before the cut-off, else the next open one."""
    day = local.date()
    early = local.time() < cut_off.at
    if unit != "business days":
        return day if early else day + DAY
    return day if early and calendar.why_closed(day) is None else calendar.open_day_after(day, 1)


def closing_instant(local: datetime, ends: ClosingHour, zone: ZoneInfo, start: datetime) -> datetime:
    """The instant (UTC) of the closing hour on the day of `local` (naive) or later, after the instant `start`."""
    day, step = local.date(), DAY
    if ends.weekday is not None:
        day, step = day + timedelta(days=(ends.weekday - day.weekday()) % 7), DAY * 7
    while (due := datetime.combine(day, ends.at, zone).astimezone(UTC)) <= start:
        day += step
    return due


def end_of_day(instant: datetime, zone: ZoneInfo, later: int = 0) -> datetime:
    """23:59:59 of the instant's local date, or so many days later, as an instant (UTC)."""
    day = instant.astimezone(zone).date() + timedelta(days=later)
    return to_utc(datetime.combine(day, END_OF_DAY), zone)
