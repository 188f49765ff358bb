"""The coming days as strips of hours and as bars of money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import sqrt

from aftersales import text
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.agenda import CaseLine
from aftersales.core.money.amount import Money, exponent
from aftersales.core.time.calendar import reason_text
from aftersales.language import tr, trn
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.webpage.content import ComingDay, DeskPage

HOUR, HEIGHT = 12, 28  # units of a strip: the width of an hour, and how high it is
_GAP, _LOW = 2, 5  # between the bars of two hours; the lowest bar
_STEP, _BAR = 24, 16  # units of a chart: from day to day, and the width of a bar
_HIGH, _FLAT, _FEW = 72, 40, 2  # how high the highest bar is of few charts, and of more


class Shade(NamedTuple):
    """A stretch of a strip, in its units."""

    x: float
    width: float


class DayStrip(NamedTuple):
    """A day in words and as a strip of 24 hours: `shades` are those in which staff is in, `bars` the path of what must
    be done by hour, `now` where the present is, None on another day.
    """

    day: str
    is_today: bool
    is_closed: bool
    notes: Sequence[str]
    hours: str
    shades: Sequence[Shade]
    bars: str
    now: float | None
    cases: int
    count_text: str


class MoneyBar(NamedTuple):
    """The money of one day: its name in short and whole, the amount, and the bar in units of the chart."""

    name: str
    day: str
    amount: str
    short: str
    is_late: bool
    x: int
    y: float
    height: float


class MoneyChart(NamedTuple):
    """The money that silence moves by day, in one currency, and the chart in a sentence."""

    currency: str
    total: str
    sentence: str
    bars: Sequence[MoneyBar]
    width: int
    height: int


def strips(page: DeskPage) -> list[DayStrip]:
    """The coming days, each as a strip."""
    most = max((number for day in page.days for number in _by_hour(day, page.frame.now)), default=0)
    return [_strip(page, day, most) for day in page.days]


def _strip(page: DeskPage, day: ComingDay, most: int) -> DayStrip:
    zone, now = page.agenda.zone, page.frame.now
    number = len(day.lines)
    shifts = [(shift.opens.astimezone(zone), shift.closes.astimezone(zone)) for shift in day.shifts]
    return DayStrip(
        day=text.short_day(day.date),
        is_today=day.begins <= now < day.ends,
        is_closed=day.is_closed,
        notes=list(_notes(page, day)),
        hours=text.listed(dict.fromkeys(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in shifts)),
        shades=[
            Shade(round(_place(day, s.opens), 1), round(_place(day, s.closes) - _place(day, s.opens), 1))
            for s in day.shifts
        ],
        bars="".join(_bars(_by_hour(day, now), most)),
        now=round(_place(day, now), 1) if day.begins <= now < day.ends else None,
        cases=number,
        count_text=trn("{count} case", "{count} cases", number) if number else tr("none"),
    )


def _notes(page: DeskPage, day: ComingDay) -> Iterator[str]:
    """Why the day is not a working day, where, and why staff is not in."""
    several = len({fresh.market for fresh in page.frame.freshness}) > 1
    weekly = [closing for closing in day.closings if closing.weekly]
    if day.is_closed and weekly and len(weekly) == len(day.closings):
        yield tr("closed", "a day")
    elif weekly:
        yield tr("closed in {markets}", markets=text.listed(m for closing in weekly for m in closing.markets))
    for closing in day.closings:
        if not closing.weekly:
            places = text.listed(closing.markets)
            yield (
                tr("{holiday} ({markets})", holiday=reason_text(closing.reason), markets=places)
                if several
                else reason_text(closing.reason)
            )
    for reason in day.off:
        yield (
            tr("part of the staff off: {reason}", reason=reason_text(reason))
            if day.shifts
            else tr("no staff: {reason}", reason=reason_text(reason))
        )


def _by_hour(day: ComingDay, now: datetime) -> list[int]:
    """How much must be done in each of the 24 hours; what should have been done already, and still can, in this one."""
    numbers = [0] * 24
    for line in day.lines:
        instant = max(urgency.deciding(line.action), min(now, day.ends))
        numbers[min(23, max(0, int(_place(day, instant) / HOUR - 1e-9)))] += 1
    return numbers


def _place(day: ComingDay, instant: datetime) -> float:
    """Where an instant lies on the day's strip."""
    return min(1.0, max(0.0, (instant - day.begins) / (day.ends - day.begins))) * 24 * HOUR


def _bars(numbers: Sequence[int], most: int) -> Iterator[str]:
    for hour, number in enumerate(numbers):
        if number:
            height = round(_LOW + (HEIGHT - _LOW) * sqrt(number / most), 1)
            yield f"M{hour * HOUR + _GAP // 2} {HEIGHT}v-{height:g}h{HOUR - _GAP}v{height:g}z"


# --- money --------------------------------------------------------------------------------------------------------


def money_charts(page: DeskPage) -> list[MoneyChart]:
    """One chart for each currency: amounts of two can't be compared. What is overdue comes first, if there is some."""
    late = _money(page.late)
    by_day = [_money(day.lines) for day in page.days]
    currencies = sorted({currency for money in (late, *by_day) for currency in money})
    top = _HIGH if len(currencies) <= _FEW else _FLAT
    return [_chart(page, late.get(code), [day.get(code) for day in by_day], top) for code in currencies]


def _money(lines: Sequence[CaseLine]) -> dict[str, Money]:
    return {money.currency: money for money in urgency.money_at_risk(line.action for line in lines)}


def _chart(page: DeskPage, late: Money | None, amounts: Sequence[Money | None], top: int) -> MoneyChart:
    days = [(text.weekday(day.date), text.short_day(day.date)) for day in page.days]
    columns: list[tuple[str, str, Money | None, bool]] = [(tr("late"), tr("overdue"), late, True)] if late else []
    columns += [(name, day, money, False) for (name, day), money in zip(days, amounts, strict=True)]
    known = [money for _, _, money, _ in columns if money]
    most, currency = max(money.minor for money in known), known[0].currency
    bars = [_bar(n, column, top / max(1, most), top) for n, column in enumerate(columns)]
    total = Money(sum(money.minor for money in known), currency)
    highest = max(bars, key=lambda bar: bar.height)
    sentence = tr("{total} in all; the most, {amount}: {day}.", total=total, amount=highest.amount, day=highest.day)
    return MoneyChart(currency, str(total), sentence, bars, len(bars) * _STEP, top)


def _bar(n: int, column: tuple[str, str, Money | None, bool], scale: float, top: int) -> MoneyBar:
    name, day, money, is_late = column
    height = round(max(2.0, money.minor * scale), 1) if money else 0.0
    return MoneyBar(
        name=name,
        day=day,
        amount=str(money) if money else "",
        short=_short(money) if money else "",
        is_late=is_late,
        x=n * _STEP + (_STEP - _BAR) // 2,
        y=round(top - height, 1),
        height=height,
    )


def _short(money: Money) -> str:
    """An amount in few signs: `736`, `19k`, `1.2m`."""
    whole = money.minor / 10 ** exponent(money.currency)
    for unit, sign in ((1_000_000, "m"), (1_000, "k")):
        if whole >= unit * (1 if unit > 1_000 else 10):
            number = whole / unit
            return f"{number:.1f}{sign}" if number < 10 else f"{number:.0f}{sign}"
    return f"{whole:.0f}" if whole >= 1 else "<1"
