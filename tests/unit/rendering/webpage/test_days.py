"""The strips of hours and the bars of money, worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from aftersales.core.deadlines.agenda import Agenda, CaseLine
from aftersales.core.deadlines.due_list import DueFrame, Freshness
from aftersales.core.money.amount import Money
from aftersales.rendering.webpage import days
from aftersales.rendering.webpage.content import Closing, ComingDay, DeskPage, RequestCosts, StaffShift
from tables import of_each
from unit.rendering.build import LONDON, NOW, action

TODAY = date(2026, 11, 24)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def coming(day: date = TODAY, **more: Any) -> ComingDay:
    """A day in London."""
    begins = datetime(day.year, day.month, day.day, tzinfo=LONDON)
    ends = datetime.combine(day + timedelta(days=1), datetime.min.time(), LONDON)
    empty = ComingDay(day, begins.astimezone(UTC), ends.astimezone(UTC), False, [], [], [], [])
    return empty._replace(**more)


def page(*listed: ComingDay, late: Any = (), now: datetime = NOW, markets: tuple[str, ...] = ("GB",)) -> DeskPage:
    fresh = [Freshness(market, now, False, market=market) for market in markets]
    frame = DueFrame(now, None, fresh)
    agenda = Agenda((), (), LONDON)
    return DeskPage(frame, agenda, {}, late, listed, False, RequestCosts(TODAY, [], []), {}, "0")


def lines(*due: str, **more: Any) -> list[CaseLine]:
    return [CaseLine(action(number, text, **more)) for number, text in enumerate(due, 1)]


def test_a_case_stands_on_its_hour_and_staff_hours_are_shaded() -> None:
    """16:02 is in the 17th hour; 09:00 to 18:00 begins at 9 × 12 of 288 units and is 9 × 12 wide."""
    day = coming(
        lines=lines("2026-11-24T16:02:00"), shifts=[StaffShift(utc("2026-11-24T09:00:00"), utc("2026-11-24T18:00:00"))]
    )
    (strip,) = days.strips(page(day))
    assert strip.bars == "M193 28v-28h10v28z"
    assert strip.shades == [days.Shade(108.0, 108.0)]
    assert (strip.hours, strip.now, strip.cases) == ("09:00–18:00", 108.0, 1)  # now is 09:00


def test_a_deadline_on_the_full_hour_belongs_to_the_hour_that_ends_then() -> None:
    (strip,) = days.strips(page(coming(lines=lines("2026-11-24T18:00:00"))))
    assert strip.bars.startswith("M205 ")  # 17 to 18


def test_what_could_not_wait_stands_on_the_present_hour() -> None:
    """The staff had to act by Friday; the deadline is tonight."""
    late = lines("2026-11-24T22:00:00", act_by=utc("2026-11-20T18:00:00"))
    (strip,) = days.strips(page(coming(lines=late)))
    assert strip.bars.startswith("M97 ")  # the hour from 8 to 9 ends now


def test_the_day_on_which_the_clock_goes_back_has_25_hours() -> None:
    """Sunday 25 October 2026: 09:00 GMT is the 10th hour of the day, so 10 / 25 of the strip."""
    shift = StaffShift(utc("2026-10-25T09:00:00"), utc("2026-10-25T18:00:00"))
    (strip,) = days.strips(page(coming(date(2026, 10, 25), shifts=[shift])))
    assert strip.shades == [days.Shade(115.2, 103.7)]
    assert strip.hours == "09:00–18:00"
    assert strip.now is None


def test_the_highest_bar_is_the_busiest_hour_of_all_days() -> None:
    """4 against 1: the root of a quarter is a half of the 23 units above the lowest bar of 5."""
    busy = coming(lines=lines(*["2026-11-24T16:02:00"] * 4))
    calm = coming(TODAY + timedelta(days=1), lines=lines("2026-11-25T16:02:00"))
    first, second = days.strips(page(busy, calm))
    assert "v-28h" in first.bars
    assert "v-16.5h" in second.bars


@of_each(
    "day, markets, notes",
    [
        ({"is_closed": True, "closings": [Closing(["GB"], "Sunday", True)]}, ("GB",), ["closed"]),
        ({"is_closed": True, "closings": [Closing(["GB"], "Christmas Day", False)]}, ("GB",), ["Christmas Day"]),
        ({"closings": [Closing(["GB", "US"], "Saturday", True)]}, ("GB", "US", "TH"), ["closed in GB, US"]),
        ({"closings": [Closing(["FR"], "Armistice Day", False)]}, ("GB", "FR"), ["Armistice Day (FR)"]),
        ({"off": ["National Day"]}, ("GB",), ["no staff: National Day"]),
        (
            {"off": ["Saturday"], "shifts": [StaffShift(utc("2026-11-24T09:00:00"), utc("2026-11-24T18:00:00"))]},
            ("GB",),
            ["part of the staff off: Saturday"],
        ),
    ],
)
def test_why_a_day_is_no_working_day(day: dict[str, Any], markets: tuple[str, ...], notes: list[str]) -> None:
    (strip,) = days.strips(page(coming(**day), markets=markets))
    assert strip.notes == notes


def test_each_currency_has_a_chart_of_its_own_and_a_case_counts_once() -> None:
    same = lines("2026-11-24T16:02:00")[0]
    first = coming(lines=[same, same, *lines("2026-11-24T17:00:00", at_risk=Money(500, "USD"))])
    second = coming(TODAY + timedelta(days=1), lines=[CaseLine(action(9, "2026-11-25T16:02:00"))])
    pounds, dollars = days.money_charts(page(first, second))
    assert (pounds.total, dollars.total) == ("27.96 GBP", "5.00 USD")
    assert [bar.amount for bar in pounds.bars] == ["13.98 GBP", "13.98 GBP"]
    assert [bar.amount for bar in dollars.bars] == ["5.00 USD", ""]
    assert dollars.sentence == "5.00 USD in all; the most, 5.00 USD: Tue 24 Nov."


def test_what_is_overdue_comes_first_and_what_moves_no_money_is_left_out() -> None:
    order = lines("2026-11-24T16:02:00", stake="standing")
    overdue = lines("2026-11-23T16:02:00", at_risk=Money(2796, "GBP"))
    (chart,) = days.money_charts(page(coming(lines=[*order, *lines("2026-11-24T16:02:00")]), late=overdue))
    assert [(bar.name, bar.amount, bar.height) for bar in chart.bars] == [
        ("late", "27.96 GBP", 72.0),
        ("Tue", "13.98 GBP", 36.0),
    ]
    assert days.money_charts(page(coming(lines=order))) == []


@of_each(
    "minor, currency, short",
    [
        (50, "GBP", "<1"),
        (73610, "GBP", "736"),
        (128540, "USD", "1285"),
        (1900600, "THB", "19k"),
        (219000, "VND", "219k"),
        (1250000, "VND", "1.2m"),
        (12500000, "VND", "12m"),
    ],
)
def test_an_amount_in_few_signs(minor: int, currency: str, short: str) -> None:
    day = coming(lines=lines("2026-11-24T16:02:00", at_risk=Money(minor, currency)))
    (chart,) = days.money_charts(page(day))
    assert chart.bars[0].short == short
