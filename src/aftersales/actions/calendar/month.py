"""A month of a market, and the days that come."""

from __future__ import annotations

import calendar as months
from collections.abc import Sequence
from datetime import date, timedelta

from aftersales import text
from aftersales.actions import due_list, list_orders
from aftersales.actions.calendar.walls import Wall
from aftersales.context.app import App
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.urgency import Action
from aftersales.core.time.calendar import reason_text
from aftersales.language import tr
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.pages.calendar import Day, Load, Month

COMING = 14  # days


class _Loads(NamedTuple):
    """What falls due by day, and what the staff must act on by day."""

    due: dict[date, list[Action]]
    act: dict[date, list[Action]]


def month_of(app: App, wall: Wall, first: date) -> Month:
    """The month that begins on a day, as a market and the staff have it, and what is due on its days."""
    today = app.now.astimezone(wall.zone).date()
    dates = [first + timedelta(days=n) for n in range(months.monthrange(first.year, first.month)[1])]
    loads = _loads(app, wall)
    ahead = [today + timedelta(days=n) for n in range(COMING)] if today in dates else []
    return Month(
        market=wall.market,
        zone=wall.zone.key,
        shops=wall.shops,
        holidays=wall.days.name if wall.days.known else None,
        today=today,
        days=[_day(wall, when, loads) for when in dates],
        doubts=_doubts(wall, dates),
        staff=wall.staff.zone.key if wall.staff else None,
        coming=[_day(wall, when, loads) for when in ahead],
    )


def _loads(app: App, wall: Wall) -> _Loads:
    loads = _Loads({}, {})
    fresh = shop_queries.shop_data(app.ledger.current()) if wall.shops else {}  # a market alone needs no ledger
    for shop in wall.shops:
        filters = list_orders.configured(app, due_queries.Filters(shops=(shop,)))
        for action in due_list.actions_due(app.ledger.current(), app.now, None, filters, fresh):
            loads.due.setdefault(action.due.astimezone(wall.zone).date(), []).append(action)
            if wall.staff is not None:
                last = action.act_by or action.due
                loads.act.setdefault(last.astimezone(wall.staff.zone).date(), []).append(action)
    return loads


def _doubts(wall: Wall, dates: Sequence[date]) -> list[str]:
    """What is not certain of the calendars, each once."""
    doubts = dict.fromkeys(doubt for when in dates if (doubt := wall.days.uncertainty(when)))
    if unsure := dict.fromkeys(reason_text(reason) for when in dates if (reason := wall.days.why_unsure(when))):
        doubts[tr("may be closed, but counted as a working day: {days}", days=text.listed(unsure))] = None
    if wall.staff is not None:
        staff_calendar = wall.staff.calendar
        doubts |= dict.fromkeys(
            text.labelled(staff_calendar.name, doubt) for when in dates if (doubt := staff_calendar.uncertainty(when))
        )
    return list(doubts)


def _day(wall: Wall, when: date, loads: _Loads) -> Day:
    days = wall.days
    due, act = loads.due.get(when, []), loads.act.get(when, [])
    return Day(
        date=when,
        closed=days.why_closed(when),
        holiday=when in days.holidays,
        opened=days.opened.get(when),
        doubt=days.uncertainty(when),
        due=Load(len(due), urgency.money_at_risk(due)),
        act=Load(len(act), urgency.money_at_risk(act)) if wall.staff else None,
        staff_off=wall.why_off(when),
    )
