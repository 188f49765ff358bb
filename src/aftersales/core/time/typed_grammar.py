"""The parts of a time as it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import TypeVar

from aftersales.core.time.typed_words import TimeWords, from_chinese
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple

YEAR_FIRST, DAY_FIRST, MONTH_FIRST = mark("year/month/day"), mark("day/month/year"), mark("month/day/year")
_Part = TypeVar("_Part")
_YEAR_MONTH_DAY = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
_COMPACT = r"(?:19|20)\d{6}(?!\d)"
_NUMBERS = r"\d{1,2}([-/.])\d{1,2}\1\d{4}|\d{1,2}/\d{1,2}(?:/\d{1,3})?(?!\d)|\d{1,2}\.\d{1,2}\.(?!\d)"
_CLOCK = r"\d{1,2}[:.h]\d{2}(?!\d)(?::\d{2})?"
_TOKEN = rf"{_YEAR_MONTH_DAY}|{_COMPACT}|{_NUMBERS}|{_CLOCK}|\d+(?:st|nd|rd|th)(?![a-z])|\d+|[^\s\d]+"
_ORDINAL = r"(\d{1,2})(st|nd|rd|th)?"
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


class TypedDay(NamedTuple):
    """Which day was typed: days from today; a weekday, perhaps the one before today (`turn` -1) or after it (1), or the
    one of a `week`, so many from this one; or a day of a month, perhaps with its year and its weekday.
    """

    from_today: int | None = None
    weekday: int | None = None
    turn: int = 0
    week: int | None = None
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
    """A length of time such as `36h`, `2 d 4 h ago`, `half an hour ago` or `in 3 hours`; None for anything else."""
    squeezed = _in_numbers(_squeezed(text), language)
    part = rf"(\d{{1,4}}(?:\.\d)?)\s*({_any(language.units)})(?![a-z])"
    ending = rf"(?:(?P<ago>{_any(language.ago)})|(?P<from_now>{_any(language.from_now)}))?"
    whole = rf"(?:(?P<ahead>{_any(language.ahead)})\s+)?(?:{part}\s*)+{ending}"
    match = re.fullmatch(whole, squeezed, re.ASCII)
    if match is None or (match["ahead"] and (match["ago"] or match["from_now"])):
        return None
    lengths: dict[str, int] = {}
    for number, unit in re.findall(part, squeezed, re.ASCII):
        length = _length(number, language.units[unit])
        if length is None or length[0] in lengths:
            return None
        lengths[length[0]] = length[1]
    direction = 1 if match["ahead"] or match["from_now"] else -1 if match["ago"] else 0
    return TypedSpan(lengths, direction, bool(lengths.keys() & {"hours", "minutes"}))


def _in_numbers(text: str, language: TimeWords) -> str:
    """A length of time with `an hour` as `1 hour`, `half an hour` as `0.5 hour`, and `1h30 ago` as `1 h 30 m ago`."""
    units = _any(language.units)
    text = re.sub(rf"\b{_any(language.half)}\s+(?={units}\b)", "0.5 ", text)
    text = re.sub(rf"\b{_any(language.one)}\s+(?={units}\b)", "1 ", text)
    ahead, behind = _any(language.ahead), _any((*language.ago, *language.from_now))
    return re.sub(rf"^({ahead} )?(\d{{1,2}})h(\d{{2}})(?(1)$|(?= {behind}$))", r"\1\2 h \3 m", text)


def _length(number: str, unit: str) -> tuple[str, int] | None:
    """A number of units in whole ones, such as 1.5 hours as 90 minutes; None where that is not whole."""
    finer = {"hours": ("minutes", 60), "days": ("hours", 24)}
    if "." not in number:
        return unit, int(number)
    if unit not in finer:
        return None
    smaller, factor = finer[unit]
    tenths = round(float(number) * 10) * factor
    return None if tenths % 10 else (smaller, tenths // 10)


def parse_time(text: str, language: TimeWords, order: str | None) -> TypedTime | None:
    """The parts of a typed time; None where it has no form that is known. `order` is how a date such as 3/4/2026 is
    written where the time is typed; None where that is not said. Raises ValueError with what is wrong with it.
    """
    reader = _Reader(_spaced(_squeezed(text), language), language, order)
    day: TypedDay | None = None
    clock: time | None = None
    part: _DayPart | None = None
    while True:
        if part is None and (part := reader.day_part()) is not None:
            continue
        if clock is None and (clock := reader.clock()) is not None:
            continue
        if day is None and (day := reader.day()) is not None:
            continue
        break
    if part is not None:
        day = _day_of_part(part, day, clock)
    if day is None and clock is None:
        return None
    rest = reader.rest()
    if clock is None and re.fullmatch(r"\d{1,2}", rest):
        raise ValueError(tr("{number} is not a time of day; write {number}:00", number=rest))
    if rest in (*language.ago, *language.from_now):
        raise ValueError(tr("write the length of time as in 1 h 30 m {rest}", rest=rest))
    return TypedTime(day, clock, rest)


class _DayPart(NamedTuple):
    """A part of a day as typed, from an hour to before another; of `today` where that was said."""

    word: str
    hours: tuple[int, int]
    today: bool


def _day_of_part(part: _DayPart, day: TypedDay | None, clock: time | None) -> TypedDay | None:
    """The day that was typed with a part of it. Raises ValueError where the time of day is not in that part."""
    if clock is None:
        raise ValueError(tr("{word!r} is not a time of day; write one such as 9:00 or 20:00", word=part.word))
    if clock.hour not in range(*part.hours):
        raise ValueError(
            tr(
                "{time} and {word} don't go together; write the hour from 0 to 23",
                time=f"{clock:%H:%M}",
                word=part.word,
            )
        )
    return TypedDay(from_today=0) if part.today and day is None else day


def _squeezed(text: str) -> str:
    """In small letters, without commas and the dots of abbreviations such as `Nov.`."""
    return re.sub(r"(?<=[a-z]{3})\.(?=\s|$)", "", " ".join(from_chinese(text.lower().replace(",", " ")).split()))


def _spaced(text: str, language: TimeWords) -> str:
    """With a blank between date and time, and between the parts of 24-Nov-2026; phrases are joined to one word."""
    text = re.sub(r"(?<=\d)t(?=\d)", " ", text)
    month = rf"(?<![\d:.])(\d{{1,2}})-?({_any(language.months)})(?:-?(\d{{4}}))?(?![a-z\d])"
    text = re.sub(month, lambda match: " ".join(filter(None, match.groups())), text)
    phrases = (*language.days, *language.minutes, *language.from_now, *language.weeks)
    return re.sub(rf"\b{_any(p for p in phrases if ' ' in p)}(?!\w)", lambda match: match[0].replace(" ", "_"), text)


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
        taken = self._place >= len(self._matches)
        return "" if taken else self._text[self._matches[self._place].start() :].replace("_", " ")

    def day_part(self) -> _DayPart | None:
        """A part of a day, such as `this morning` or `in the evening`."""
        language, skip = self._language, 0
        if (hours := language.parts_of_today.get(word := self._next())) is not None:
            return self._taken(1, _DayPart(word, hours, today=True))
        while self._next(skip) in language.before_a_part:
            skip += 1
        this = not skip and self._next() in language.this
        word = self._next(skip + this)
        hours = language.parts.get(word)
        return None if hours is None else self._taken(skip + this + 1, _DayPart(word, hours, today=this))

    def clock(self) -> time | None:
        """A time of day."""
        language, skip = self._language, int(self._next() in self._language.before_a_time)
        if (minutes := language.minutes.get(self._phrase(skip))) is not None:
            return self._beside_an_hour(skip + 1, minutes)
        skip += self._next(skip) == "12" and self._next(skip + 1) in language.hours
        first, said = self._next(skip), int(self._next(skip + 1) in language.o_clock)
        half = language.halves.get(self._next(skip + 1 + said))
        if first in language.hours:
            return self._taken(skip + 1, time(language.hours[first]))
        if first in language.midnight:
            raise ValueError(tr("{word} lies between two days; write 00:00 and the day that begins then", word=first))
        if re.fullmatch(_CLOCK, first):
            numbers = [int(number) for number in re.split("[:.h]", first)]
        elif re.fullmatch(r"\d{1,2}", first) and half is not None:
            numbers = [int(first)]
        elif (skip or said) and first.isdecimal():
            raise ValueError(tr("{number} is not a time of day; write {number}:00", number=first))
        else:
            return None
        if half is not None:
            numbers[0] = _hour_of_24(numbers[0], half)
        return self._taken(skip + 1 + (half is not None) * (said + 1), _time_of_day(numbers, first))

    def _beside_an_hour(self, skip: int, minutes: int) -> time:
        """A time of day such as `half past 8 am`. Raises ValueError where it may be 12 hours later."""
        number, half = self._next(skip), self._language.halves.get(self._next(skip + 1))
        if not re.fullmatch(r"\d{1,2}", number):
            raise ValueError(tr("write the time in numbers, such as 8:30"))
        hour = int(number) if half is None else _hour_of_24(int(number), half)
        at = _time_of_day([hour, 0], number)
        hour, minute = divmod((at.hour * 60 + minutes) % (24 * 60), 60)
        if half is None and 1 <= at.hour <= 12:
            early, late = (f"{hours % 24}:{minute:02d}" for hours in (hour % 12, hour % 12 + 12))
            raise ValueError(tr("is {early} meant, or {late}? Write one of them", early=early, late=late))
        return self._taken(skip + 1 + (half is not None), time(hour, minute))

    def day(self) -> TypedDay | None:
        """A day."""
        language, skip = self._language, int(self._next() in self._language.before_a_day)
        skip += self._next(skip) in language.before_a_date
        first = self._phrase(skip)
        if first in language.days:
            return self._taken(skip + 1, TypedDay(from_today=language.days[first]))
        if (counted := self._counted(skip)) is not None:
            return counted
        turn, week = language.turns.get(first, 0), 0 if first in language.this else language.weeks.get(first)
        more = int(bool(turn) or week is not None)
        weekday = language.weekdays.get(self._next(skip + more))
        if weekday is None:
            return None if more else self._date(skip)
        dated = None if more else self._date(skip + 1)
        if dated is not None:
            return dated._replace(weekday=weekday)
        return self._taken(skip + 1 + more, TypedDay(weekday=weekday, turn=turn, week=week))

    def _counted(self, skip: int) -> TypedDay | None:
        """Days or weeks from today, such as `3 days ago` or `in 2 weeks`, after `skip` words."""
        language, ahead = self._language, int(self._next(skip) in self._language.ahead)
        number, unit = self._next(skip + ahead), language.units.get(self._next(skip + ahead + 1))
        days = {"days": 1, "weeks": 7}.get(unit or "")
        number = "1" if number in language.one else number
        ending = self._phrase(skip + ahead + 2)
        ago, from_now = ending in language.ago, ending in language.from_now
        if days is None or not re.fullmatch(r"\d{1,4}", number) or ahead + ago + from_now != 1:
            return None
        return self._taken(skip + 3, TypedDay(from_today=(-1 if ago else 1) * days * int(number)))

    def _date(self, skip: int) -> TypedDay | None:
        """A day of a month after `skip` words. Raises ValueError where a part of it is missing or written wrongly."""
        language, first = self._language, self._next(skip)
        if re.fullmatch(_YEAR_MONTH_DAY, first):
            year, month, day = map(int, re.split("[-/.]", first))
            return self._taken(skip + 1, TypedDay(year=year, month=month, day=day))
        if re.fullmatch(_COMPACT, first):
            return self._taken(skip + 1, TypedDay(year=int(first[:4]), month=int(first[4:6]), day=int(first[6:])))
        if re.fullmatch(_NUMBERS, first):
            return self._taken(skip + 1, _day_of_numbers(first.rstrip("."), self._order))
        name, number, count = first, self._next(skip + 1), 2
        if name in language.months and number in language.before_a_date:
            number, count = self._next(skip + 2), 3
        elif name not in language.months:
            of = self._next(skip + 1) in language.before_a_month
            name, number, count = self._next(skip + 1 + of), first, 2 + of
        ordinal = re.fullmatch(_ORDINAL, number)
        if name not in language.months:
            if ordinal and ordinal[2]:
                raise ValueError(tr("the month is missing; write it as in {day} Nov", day=number))
            return None
        if ordinal is None:
            raise ValueError(tr("the day is missing; write it as in 24 {month}", month=name.capitalize()))
        if ordinal[2] and ordinal[2] != _ending(int(ordinal[1])):
            right = f"{ordinal[1]}{_ending(int(ordinal[1]))}"
            raise ValueError(tr("{typed} is written {right}", typed=number, right=right))
        year = self._year(skip + count)
        typed = TypedDay(month=language.months[name], day=int(ordinal[1]), year=year)
        return self._taken(skip + count + bool(year), typed)

    def _year(self, skip: int) -> int:
        """The year after a date; 0 where there is none. Raises ValueError for one of two digits."""
        year, after = self._next(skip), self._next(skip + 1)
        if re.fullmatch(r"\d{4}", year):
            return int(year)
        if year == "'" or (re.fullmatch(r"\d\d", year) and (int(year) > 23 or re.fullmatch(_CLOCK, after))):
            raise ValueError(tr("the year is written with four digits"))
        return 0

    def _next(self, skip: int = 0) -> str:
        place = self._place + skip
        return self._tokens[place] if place < len(self._tokens) else ""

    def _phrase(self, skip: int = 0) -> str:
        return self._next(skip).replace("_", " ")

    def _taken(self, count: int, part: _Part) -> _Part:
        self._place += count
        return part


def _ending(number: int) -> str:
    """How the word of a number ends, such as `th` of 11th."""
    return "th" if number in (11, 12, 13) else _ENDINGS.get(number % 10, "th")


def _hour_of_24(hour: int, half: int) -> int:
    """An hour with am (`half` 0) or pm (12) as one of 24. Raises ValueError."""
    if not 1 <= hour <= 12:
        raise ValueError(tr("with am or pm the hour is between 1 and 12"))
    return hour % 12 + half


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
        raise ValueError(tr("{date} is not a date; here dates are written {order}", date=text, order=tr(order)))
    if not days:
        raise ValueError(tr("there is no day {date}", date=text))
    return days.pop()


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
