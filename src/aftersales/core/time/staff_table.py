"""Reader of the staff table in the configuration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from aftersales import text
from aftersales.core.time.calendar import WEEKDAYS
from aftersales.core.time.instants import YEARS
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.toml.reader import Reader, shown

STAFF_KEYS = ("timezone", "hours", "days", "holidays", "days_off")
LISTS = ("days", "days_off")  # keys that take a list
MOST_DAYS_OFF = 366
_DAY = 24 * 60  # minutes
_SPAN = r"([0-9]{1,2}):([0-5][0-9])[ \t]*[-–][ \t]*([0-9]{1,2}):([0-5][0-9])"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


class Shift(NamedTuple):
    """Working hours that begin on a day, in minutes after its midnight, local time. Above 1440 is the next day."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{_clock(self.opens)}-{_clock(self.closes if self.closes <= _DAY else self.closes - _DAY)}"


class Staff(NamedTuple):
    """The working hours of a shop's staff, as configured.

    `timezone` is None for the zone of the shop's deadlines. `days` are numbers from Monday (0). `holidays` is the name
    of a calendar. `days_off` are ranges that include both their ends.
    """

    timezone: str | None = None
    hours: tuple[Shift, ...] = (Shift(9 * 60, 18 * 60),)
    days: frozenset[int] = frozenset(range(5))
    holidays: str | None = None
    days_off: tuple[tuple[date, date], ...] = ()

    @property
    def fingerprint(self) -> str:
        """A text that changes if any value changes."""
        off = ",".join(f"{first}..{last}" for first, last in self.days_off)
        hours = ",".join(map(str, self.hours))
        return f"staff={self.timezone or ''} {hours} {sorted(self.days)} {self.holidays or ''} {off}"


def parse_staff(reader: Reader, table: Mapping[str, Any]) -> Staff:
    """The staff table of a shop; the reader collects every mistake (`hours is …`).

    A key that is not set keeps its default: Monday to Friday, 09:00 to 18:00, in the shop's zone, no day off. Whether
    the zone and the calendar exist is not checked here.
    """
    fields: dict[str, Any] = {}
    for key, value in table.items():
        parse_value = _PARSERS.get(key)
        if parse_value is None:
            reader.unknown_key("", key, STAFF_KEYS)
            continue
        try:
            fields[key] = parse_value(value)
        except ValueError as error:
            reader.wrong("", f"{key} {error}")
    return Staff(**fields)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(tr("is {value}; write a text, in quotes", value=shown(value)))
    return value.strip()


def _hours(value: Any) -> tuple[Shift, ...]:
    """The shifts of a day, in order. Raises ValueError for a bad span, and if two of them overlap."""
    problem = tr('is {value}; write spans such as "09:00-18:00" or "09:00-12:00, 13:30-18:00"', value=shown(value))
    if not isinstance(value, str) or not value.strip():
        raise ValueError(problem)
    shifts = []
    for part in value.split(","):
        span = re.fullmatch(_SPAN, part.strip())
        if span is None:
            raise ValueError(problem)
        opens, closes = (int(hour) * 60 + int(minute) for hour, minute in (span.group(1, 2), span.group(3, 4)))
        if opens >= _DAY or closes > _DAY:
            raise ValueError(tr("{part!r}: a day ends at 24:00", part=part.strip()))
        if opens == closes:
            raise ValueError(tr('{part!r} is empty; the whole day is "00:00-24:00"', part=part.strip()))
        shifts.append(Shift(opens, closes if closes > opens else closes + _DAY))
    shifts.sort()
    for before, after in zip(shifts, [*shifts[1:], shifts[0]], strict=True):
        if before.closes > after.opens + (_DAY if after is shifts[0] else 0):
            raise ValueError(
                tr("{value}: {after} begins before {before} ends", value=shown(value), after=after, before=before)
            )
    return tuple(shifts)


def _days(value: Any) -> frozenset[int]:
    if not isinstance(value, list) or not all(isinstance(day, str) for day in value):
        raise ValueError(tr('is {value}; write a list such as ["mon", "tue", "wed", "thu", "fri"]', value=shown(value)))
    if not value:
        raise ValueError(tr("names no day: without a working day there is no act-by time"))
    if unknown := [day for day in value if day.strip().lower() not in WEEKDAYS]:
        raise ValueError(
            tr("has {unknown!r}; the days are {weekdays}", unknown=unknown[0], weekdays=text.listed(WEEKDAYS))
        )
    return frozenset(WEEKDAYS.index(day.strip().lower()) for day in value)


def _days_off(value: Any) -> tuple[tuple[date, date], ...]:
    if not isinstance(value, list):
        raise ValueError(
            tr('is {value}; write a list such as ["2026-12-24", "2027-02-01..2027-02-12"]', value=shown(value))
        )
    ranges = tuple(sorted(map(_range, value)))
    if sum((last - first).days + 1 for first, last in ranges) > MOST_DAYS_OFF:
        raise ValueError(tr("has more than {most_days_off} days; take out what is past", most_days_off=MOST_DAYS_OFF))
    return ranges


def _range(value: Any) -> tuple[date, date]:
    if type(value) is date:
        return value, value
    ends = [part.strip() for part in value.split("..")] if isinstance(value, str) else []
    try:
        dates = [date.fromisoformat(end) for end in ends if re.fullmatch(_DATE, end)]
    except ValueError:
        dates = []
    if not 1 <= len(ends) == len(dates) <= 2 or any(day.year not in YEARS for day in dates):
        raise ValueError(
            tr(
                "has {value}; write a date such as 2026-12-24, or a range such as 2026-10-01..2026-10-08",
                value=shown(value),
            )
        )
    if dates[-1] < dates[0]:
        raise ValueError(tr("has {value}, which ends before it begins", value=shown(value)))
    return dates[0], dates[-1]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


_PARSERS = {"timezone": _text, "hours": _hours, "days": _days, "holidays": _text, "days_off": _days_off}
