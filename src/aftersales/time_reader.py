"""Instants as people type them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from aftersales import text as texts
from aftersales.core.time.instants import YEARS
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.text import clauses
from aftersales.user_input import DAY_OF, EVENT, Place, Sense

if TYPE_CHECKING:
    import pendulum

    from aftersales.core.time.typed_grammar import TypedDay, TypedSpan, TypedTime
    from aftersales.core.time.typed_words import TimeWords
    from aftersales.core.time.zone_names import NamedZone

_ISO = r"(?i)\d{4}-?(W\d{2}-?\d|\d{2}-?\d{2}|\d{3})(T[\d:.,]+\s*(?P<offset>Z|[+-]\d{2}(:?\d{2})?)?)?"
_MONTH_FIRST = frozenset({"US", "PH"})  # the markets that write 11/24/2026
_YEAR_FIRST = frozenset({"JP"})
_TOO_NEAR = timedelta(hours=1)
_LONGEST = 100


class Instant(NamedTuple):
    """An instant that was typed (UTC); `plain` where it was typed with its date, time and offset, so that nothing was
    left to understand; `note` is what must be said of it.
    """

    at: datetime
    plain: bool = False
    note: str = ""


def instant(text: str, option: str, place: Place, now: datetime, sense: Sense = EVENT) -> Instant:
    """What a typed time means: `16:00`, `yesterday 15:00`, `fri 15:00`, `24 Nov 16:02`, `2h ago`, `now`, ISO 8601, and
    every form that this program writes. Raises UsageError.
    """
    from aftersales.core.time.typed_words import ENGLISH

    typed = _Typed(text, option, place, now, sense, ENGLISH)
    try:
        when = typed.read()
    except (ValueError, OverflowError) as error:
        raise typed.refusal(str(error)) from None
    if when.at.astimezone(place.zone).year not in YEARS:
        reason = tr("is out of range: use a year from {first} to {last}.", first=YEARS[0], last=YEARS[-1])
        raise UsageError(f"{typed.name} {reason}")
    return when


def fixed_now(text: str, clock: datetime) -> datetime:
    """The instant (UTC) that --now means, told from the system's `clock`: a date and time with its zone, as nobody is
    asked whose time it is in, or so long from the clock. Raises UsageError.
    """
    from aftersales.core.time.typed_words import ENGLISH

    typed = _Now(text, "--now", Place(UTC), clock, DAY_OF, ENGLISH)
    try:
        when = typed.read()
    except (ValueError, OverflowError) as error:
        raise typed.refusal(str(error)) from None
    if when.at.year not in YEARS:
        raise typed.refusal("")
    return when.at


def echo(when: Instant, option: str, place: Place) -> str | None:
    """How a typed time was understood, with its date and zone; None where nothing was left to understand."""
    if when.plain:
        return None
    local = when.at.astimezone(place.zone)
    if place.shop:
        said = tr("{option}: {moment}, {shop}'s time", option=option, moment=texts.moment(local), shop=place.shop)
    else:
        said = tr("{option}: {moment}", option=option, moment=texts.placed(local))
    return clauses([said, when.note]) if when.note else said


class _Typed:
    """A typed time, and all that its meaning depends on."""

    def __init__(self, text: str, option: str, place: Place, now: datetime, sense: Sense, language: TimeWords) -> None:
        self.text, self.option, self.place = text.strip(), option, place
        self.now, self.sense, self.language = now, sense, language
        self.name = f"{option} {texts.excerpt(text, 60)!r}"

    def refusal(self, reason: str) -> UsageError:
        """What was read, why it won't do, and which forms would."""
        day = self.now.astimezone(self.place.zone).date()
        forms = [tr("yesterday 15:00"), tr("fri 15:00"), f"{texts.month_day(day)} 16:02", f"{day}T16:02"]
        if self.sense.future:
            forms[:1] = [tr("tomorrow 9:00")]
        if self.sense.day:
            forms[1:2] = [tr("fri"), tr("2d")]
        sentence = tr(
            "{name} is not a time; write one such as 16:00, {forms}.",
            name=self.name,
            forms=texts.few(forms, len(forms)),
        )
        return UsageError(texts.labelled(self.name, texts.sentence(reason)) if reason else sentence)

    def read(self) -> Instant:
        """The instant. Raises ValueError with a reason, UsageError."""
        from aftersales.core.time import typed_grammar as grammar

        if self.text.lower() in self.language.now:
            return Instant(self.now, plain=True)
        if len(self.text) > _LONGEST:
            raise self.refusal("")
        if iso := re.fullmatch(_ISO, self.text, re.ASCII):
            return self._iso(iso)
        if length := grammar.parse_span(self.text, self.language):
            return self._after(length)
        parts = grammar.parse_time(self.text, self.language, self._order())
        if parts is None:
            raise self.refusal("")
        return self._of_parts(parts)

    def _order(self) -> str | None:
        from aftersales.core.time import typed_grammar as grammar

        orders = {
            grammar.MONTH_FIRST if m in _MONTH_FIRST else grammar.YEAR_FIRST if m in _YEAR_FIRST else grammar.DAY_FIRST
            for m in self.place.markets
        }
        return orders.pop() if len(orders) == 1 else None

    # --- ISO 8601, and lengths of time --------------------------------------------------------------------------------

    def _iso(self, match: re.Match[str]) -> Instant:
        import pendulum
        from pendulum.parsing.exceptions import ParserError

        try:
            parsed = pendulum.parse(self.text.replace(" ", ""), exact=True, tz=None)
        except (ParserError, ValueError):
            raise self.refusal("") from None
        if isinstance(parsed, datetime):
            if match["offset"]:
                return Instant(parsed.replace(microsecond=0).astimezone(UTC), plain=True)
            return self._at(parsed.date(), parsed.time().replace(microsecond=0), self._here())
        if not isinstance(parsed, date):
            raise self.refusal("")
        return self._on(parsed, self._here())

    def _after(self, length: TypedSpan) -> Instant:
        """So long from now, or before."""
        import pendulum

        if not length.direction and not self.sense.span:
            raise ValueError(tr("is that before now or after? Write {text} ago, or in {text}", text=self.text))
        if not length.fine and self.sense.day is None:
            raise self._no_time_of_day(tr("yesterday 15:00"))
        direction = length.direction or (1 if self.sense.future else -1)
        return Instant(
            pendulum.instance(self.now)
            .add(**{unit: direction * number for unit, number in length.lengths.items()})
            .astimezone(UTC)
        )

    # --- days and times of day ----------------------------------------------------------------------------------------

    def _here(self) -> NamedZone:
        from aftersales.core.time.zone_names import NamedZone

        return NamedZone(self.place.zone)

    def _of_parts(self, parts: TypedTime) -> Instant:
        from aftersales.core.time.zone_names import zone_named

        named = zone_named(parts.zone, self.place.zone, self.now)
        day, clock = parts.day, parts.clock
        if day is None or (day.weekday is not None and not day.month):
            return self._recurring(day, clock, named)
        local = self._day(day, named.zone)
        return self._on(local, named) if clock is None else self._at(local, clock, named)

    def _today(self, zone: tzinfo) -> pendulum.Date:
        import pendulum

        return pendulum.instance(self.now.astimezone(zone)).date()

    def _recurring(self, day: TypedDay | None, clock: time | None, named: NamedZone) -> Instant:
        """A time of day without a day, or a weekday: the last one, or the next."""
        import pendulum

        today = self._today(named.zone)
        if day is None or day.weekday is None:
            days = [today.subtract(days=1), today, today.add(days=1)]
        else:
            weekday = pendulum.WeekDay(day.weekday)
            days = [today.previous(weekday), *([today] if today.day_of_week == weekday else []), today.next(weekday)]
            if day.turn:
                days = [days[0 if day.turn < 0 else -1]]
            elif day.week is not None:
                days = [today.add(days=7 * day.week + day.weekday - today.day_of_week)]
        if clock is None:
            there = [day for day in days if (day > today if self.sense.future else day <= today)]
            return self._on((there or days)[0 if self.sense.future else -1], named)
        return self._at(days[0] if len(days) == 1 else self._choice(days, clock, named), clock, named)

    def _choice(self, days: Sequence[date], clock: time, named: NamedZone) -> date:
        """The last of several days on which a time of day has passed, or the first on which it has not. Raises
        ValueError where one on the other side of now is so near that it may be meant.
        """
        instants = {datetime.combine(day, clock).replace(tzinfo=named.zone).astimezone(UTC): day for day in days}
        past, future = [one for one in instants if one <= self.now], [one for one in instants if one > self.now]
        chosen, other = (min(future), max(past)) if self.sense.future else (max(past), min(future))
        if abs(other - self.now) <= _TOO_NEAR:
            near, far = (texts.moment(one.astimezone(self.place.zone)) for one in (other, chosen))
            raise ValueError(tr("is {near} meant, or {far}? Write it with its date", near=near, far=far))
        return instants[chosen]

    def _day(self, typed: TypedDay, zone: tzinfo) -> date:
        """The day that was typed as days from today or as a date. Without a year it is of this year, unless that lies
        in the wrong direction and the same day of another year is nearer.
        """
        today = self._today(zone)
        if typed.from_today is not None:
            return today.add(days=typed.from_today)
        years = [typed.year] if typed.year else [today.year, today.year + (1 if self.sense.future else -1)]
        days = [date(year, typed.month, typed.day) for year in years if _exists(year, typed.month, typed.day)]
        if not days:
            raise ValueError(tr("there is no such day"))
        day = days[0]
        wrong = day < today if self.sense.future else day > today
        if len(days) > 1 and wrong and day.weekday() != typed.weekday:
            day = min(days, key=lambda one: abs((one - today).days))
        if typed.weekday is not None and day.weekday() != typed.weekday:
            raise ValueError(tr("that day is {day}; write its weekday, or none", day=texts.day(day)))
        return day

    def _on(self, day: date, named: NamedZone) -> Instant:
        """A day without a time of day."""
        if self.sense.day is None:
            raise self._no_time_of_day(f"{self.text} 16:02")
        ends = self.sense.day == "end"
        begins = datetime.combine(day + timedelta(days=ends), time.min).replace(tzinfo=named.zone).astimezone(UTC)
        return Instant(begins - timedelta(seconds=ends))

    def _at(self, day: date, clock: time, named: NamedZone) -> Instant:
        """A day with a time of day. Raises ValueError for a time that the clocks skip."""
        local = datetime.combine(day, clock)
        instants = named.instants(local)
        if not instants:
            raise ValueError(_why_no_instant(local, named))
        if len(instants) == 1:
            return Instant(instants[0])
        other = instants[1].astimezone(named.zone).tzname()
        note = tr("that time comes twice, and this is the first; for the second write {zone} after it", zone=other)
        return Instant(instants[0], note=note)

    def _no_time_of_day(self, example: str) -> UsageError:
        return UsageError(
            tr(
                "{name} has no time of day, and the deadline depends on it; write {example}.",
                name=self.name,
                example=example,
            )
        )


class _Now(_Typed):
    """The instant that a run takes as now, as typed."""

    def refusal(self, reason: str) -> UsageError:
        """What was read, and what --now takes."""
        sentence = tr(
            "--now takes a date and a time with their zone, such as 2026-11-24T09:00:00+00:00 or 24 Nov 2026 9am "
            "London, not {entered!r}.",
            entered=texts.excerpt(self.text, 60),
        )
        return UsageError(texts.labelled(self.name, texts.sentence(reason)) if reason else sentence)

    def _here(self) -> NamedZone:
        raise self.refusal("")

    def _of_parts(self, parts: TypedTime) -> Instant:
        if not parts.zone or parts.clock is None:
            raise self.refusal("")
        if parts.day is None or (parts.day.weekday is not None and not parts.day.month):
            raise ValueError(tr("write it with its date"))
        return super()._of_parts(parts)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _why_no_instant(local: datetime, named: NamedZone) -> str:
    """Why a local time is none: the clocks skip it, or the zone is not called so then."""
    day, where = texts.day(local), texts.city(local.replace(tzinfo=named.zone))
    both = {local.replace(tzinfo=named.zone, fold=fold).tzname() for fold in (0, 1)}
    if named._replace(abbreviation="", offset=None).instants(local):
        zone = min(map(str, both))
        return tr("{city} is at {zone} on {day}; write {zone}, or an offset", city=where, zone=zone, day=day)
    beside = (local.replace(tzinfo=named.zone, fold=fold).astimezone(UTC).astimezone(named.zone) for fold in (1, 0))
    before, after = (f"{when:%H:%M}" for when in beside)
    return tr(
        "in {city} the clocks skip {time} on {day}; write {before} or {after}",
        city=where,
        time=f"{local:%H:%M}",
        day=day,
        before=before,
        after=after,
    )
