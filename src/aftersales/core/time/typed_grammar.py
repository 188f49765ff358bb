"""The parts of a time as it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import TypeVar

from aftersales.core.time.typed_words import TimeWords
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple

YEAR_FIRST, DAY_FIRST, MONTH_FIRST = mark("year/month/day"), mark("day/month/year"), mark("month/day/year")
_Part = TypeVar("_Part")
_YEAR_MONTH_DAY = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
_NUMBERS = r"\d{1,2}([-/.])\d{1,2}\1\d{4}|\d{1,2}/\d{1,2}(?:/\d{1,3})?(?!\d)"
_CLOCK = r"\d{1,2}[:.h]\d{2}(?!\d)(?::\d{2})?"
_TOKEN = rf"{_YEAR_MONTH_DAY}|{_NUMBERS}|{_CLOCK}|\d+(?:st|nd|rd|th)?(?![a-z])|\d+|[^\s\d]+"


class TypedDay(NamedTuple):
    """Which day was typed: days from today; a weekday, perhaps the one before today (`turn` -1) or after it (1); or a
    day of a month, perhaps with its year and its weekday.
    """

    from_today: int | None = None
    weekday: int | None = None
    turn: int = 0
    month: int = 0
    day: int = 0
    year: int = 0


class TypedTime(NamedTuple):
    """A time as typed: the day and the time of day, None where they were left out, and what says the zone."""

    day: TypedDay | None
    clock: time | None
    zone: str


class TypedSpan(NamedTuple):
    """A length of time as typed, by unit, with its direction: -1 `ago`, 1 `in …`, 0 where that was not said. `fine`
    where it is told in hours or minutes too, so that it leads to a time of day.
    """

    lengths: Mapping[str, int]
    direction: int
    fine: bool


def parse_span(text: str, language: TimeWords) -> TypedSpan | None:
    """A length of time such as `36h`, `2 d 4 h ago` or `in 3 hours`; None for anything else."""
    part = rf"(\d{{1,4}})\s*({_any(language.units)})(?![a-z])"
    whole = rf"(?:(?P<ahead>{_any(language.ahead)})\s+)?(?:{part}\s*)+(?P<ago>{_any(language.ago)})?"
    match = re.fullmatch(whole, _squeezed(text), re.ASCII)
    if match is None or (match["ahead"] and match["ago"]):
        return None
    parts = [(language.units[unit], int(number)) for number, unit in re.findall(part, _squeezed(text), re.ASCII)]
    lengths = dict(parts)
    if len(lengths) < len(parts):
        return None
    direction = 1 if match["ahead"] else -1 if match["ago"] else 0
    return TypedSpan(lengths, direction, bool(lengths.keys() & {"hours", "minutes"}))


def parse_time(text: str, language: TimeWords, order: str | None) -> TypedTime | None:
    """The parts of a typed time; None where it has no form that is known. `order` is how a date such as 3/4/2026 is
    written where the time is typed; None where that is not said. Raises ValueError with what is wrong with it.
    """
    reader = _Reader(re.sub(r"(?<=\d)t(?=\d)", " ", _squeezed(text)), language, order)
    day: TypedDay | None = None
    clock: time | None = None
    while True:
        if clock is None and (clock := reader.clock()) is not None:
            continue
        if day is None and (day := reader.day()) is not None:
            continue
        break
    if day is None and clock is None:
        return None
    rest = reader.rest()
    if clock is None and re.fullmatch(r"\d{1,2}", rest):
        raise ValueError(tr("{number} is no time of day; write {number}:00", number=rest))
    return TypedTime(day, clock, rest)


def _squeezed(text: str) -> str:
    return " ".join(text.lower().replace(",", " ").split())


def _any(names: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"


class _Reader:
    """Takes one part after another from the beginning of a text. Each part is None where something else is next."""

    def __init__(self, text: str, language: TimeWords, order: str | None) -> None:
        self._text, self._language, self._order = text, language, order
        self._matches = list(re.finditer(_TOKEN, text, re.ASCII))
        self._tokens = [match[0] for match in self._matches]
        self._place = 0

    def rest(self) -> str:
        """What was not taken."""
        return self._text[self._matches[self._place].start() :] if self._place < len(self._matches) else ""

    def clock(self) -> time | None:
        """A time of day."""
        language, skip = self._language, self._next() in self._language.before_a_time
        first, half = self._next(skip), language.halves.get(self._next(skip + 1))
        if first in language.hours:
            return self._taken(skip + 1, time(language.hours[first]))
        if re.fullmatch(_CLOCK, first):
            numbers = [int(number) for number in re.split("[:.h]", first)]
        elif re.fullmatch(r"\d{1,2}", first) and half is not None:
            numbers = [int(first)]
        elif skip and first.isdecimal():
            raise ValueError(tr("{number} is no time of day; write {number}:00", number=first))
        else:
            return None
        if half is not None:
            if not 1 <= numbers[0] <= 12:
                raise ValueError(tr("with am or pm the hour is between 1 and 12"))
            numbers[0] = numbers[0] % 12 + half
        return self._taken(skip + 1 + (half is not None), _time_of_day(numbers, first))

    def day(self) -> TypedDay | None:
        """A day."""
        language, skip = self._language, int(self._next() in self._language.before_a_day)
        first = self._next(skip)
        if first in language.days:
            return self._taken(skip + 1, TypedDay(from_today=language.days[first]))
        turn = language.turns.get(first, 0)
        weekday = language.weekdays.get(self._next(skip + abs(turn)))
        if weekday is None:
            return None if turn else self._date(skip)
        dated = None if turn else self._date(skip + 1)
        if dated is not None:
            return dated._replace(weekday=weekday)
        return self._taken(skip + 1 + abs(turn), TypedDay(weekday=weekday, turn=turn))

    def _date(self, skip: int) -> TypedDay | None:
        """A day of a month after `skip` language."""
        months, first, second = self._language.months, self._next(skip), self._next(skip + 1)
        if re.fullmatch(_YEAR_MONTH_DAY, first):
            year, month, day = map(int, re.split("[-/.]", first))
            return self._taken(skip + 1, TypedDay(year=year, month=month, day=day))
        if re.fullmatch(_NUMBERS, first):
            return self._taken(skip + 1, _day_of_numbers(first, self._order))
        name, number = (first, second) if first in months else (second, first)
        if name not in months or not re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", number):
            return None
        third = self._next(skip + 2)
        dated = re.fullmatch(r"\d{4}", third) is not None
        typed = TypedDay(month=months[name], day=int(number[:2].rstrip("snrt")), year=int(third) if dated else 0)
        return self._taken(skip + 2 + dated, typed)

    def _next(self, skip: int = 0) -> str:
        place = self._place + skip
        return self._tokens[place] if place < len(self._tokens) else ""

    def _taken(self, count: int, part: _Part) -> _Part:
        self._place += count
        return part


def _time_of_day(numbers: list[int], typed: str) -> time:
    hour, minute, second = (*numbers, 0, 0)[:3]
    try:
        return time(hour, minute, second)
    except ValueError:
        raise ValueError(tr("there is no time of day {typed}; they go from 00:00 to 23:59", typed=typed)) from None


def _day_of_numbers(text: str, order: str | None) -> TypedDay:
    """The day that a date in numbers means."""
    first, second, *rest = (int(number) for number in re.split("[-/.]", text))
    if rest and rest[0] < 1000:
        raise ValueError(tr("the year is written with four digits"))
    year = rest[0] if rest else 0
    days = {
        TypedDay(year=year, month=month, day=day)
        for way, month, day in ((DAY_FIRST, second, first), (MONTH_FIRST, first, second))
        if order in (None, way) and _is_day(year or 2000, month, day)
    }
    if len(days) > 1:
        raise ValueError(tr("{date} can be two dates; write the month as a word", date=text))
    if not days and order is not None:
        raise ValueError(tr("{date} is no date; here dates are written {order}", date=text, order=tr(order)))
    if not days:
        raise ValueError(tr("there is no day {date}", date=text))
    return days.pop()


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
