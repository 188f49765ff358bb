"""`calendar`: a month with working days, holidays and what is due."""

from __future__ import annotations

import calendar as months
import re
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from aftersales.actions import due_list, list_orders
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Format, Json
from aftersales.context.app import App
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.urgency import Action
from aftersales.core.time.calendar import WEEKDAYS, Calendar
from aftersales.core.time.staff import StaffCalendar
from aftersales.errors import LedgerError, UsageError
from aftersales.language import mark, tr
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.policies.find import market_code
from aftersales.policies.load import load as load_policy
from aftersales.rendering.fields.lists import CALENDAR_FIELDS, CalendarRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.pages import calendar as calendar_page
from aftersales.rendering.pages.calendar import Day, Load, Month

typer_app = single()
_NAMES = [name.lower() for name in months.month_name]
_MONTH = re.compile(r"(?:(\d{4})-)?(\d{1,2})", re.ASCII)
_YEARS = range(1970, 2201)


class Wall(NamedTuple):
    """The days of a market as some shops have them; no shop where only the market was asked for."""

    market: str
    zone: ZoneInfo
    days: Calendar
    shops: tuple[str, ...] = ()
    staff: StaffCalendar | None = None


@typer_app.command(cls=AppCommand)
def calendar(
    ctx: typer.Context,
    month: Annotated[
        str | None, typer.Argument(metavar="[MONTH]", help=mark("Such as 2026-12, 12 or dec (default: this month)."))
    ] = None,
    market: Annotated[
        str | None, typer.Option("--market", metavar="MARKET", help=mark("Only this market, such as GB."))
    ] = None,
    shop: Annotated[str | None, typer.Option("--shop", metavar="SHOP", help=mark("Only this shop."))] = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """A month in the platform's calendar: which days are working days, and how much is due on each."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    calendars = [_month(app, wall, month) for wall in _walls(app, market, shop)]
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        console = terminal.console(sys.stdout, color=app.output.color)
        terminal.draw_page(console, lambda canvas: calendar_page.draw(canvas, calendars))
        return
    app.output.emit_view(View(CALENDAR_FIELDS, [_row(m, day) for m in calendars for day in m.days]), chosen)
    for month_calendar in calendars:
        for doubt in month_calendar.doubts:
            app.output.notice(f"{month_calendar.market}: {doubt}.")


def _walls(app: App, market: str | None, shop: str | None) -> list[Wall]:
    """Whose days are meant: those of the shop, of the market, or of every shop's market."""
    code = market_code(market) if market else None
    try:
        known = shop_queries.shops(app.ledger.current())
    except LedgerError:
        if code is None or shop is not None:
            raise
        known = {}
    only = shop_queries.shop_named(app.ledger.current(), shop) if shop else None
    walls: dict[tuple[str, ...], Wall] = {}
    for name, (market_of_shop, _) in known.items():
        if only not in (None, name) or code not in (None, market_of_shop):
            continue
        days, rules = app.rules.policy(name, market_of_shop).calendar, app.rules.of(app.ledger.current())[name]
        key = (market_of_shop, rules.zone, repr(days), repr(rules.staff))
        shops = (*(walls[key].shops if key in walls else ()), name)
        walls[key] = Wall(market_of_shop, ZoneInfo(rules.zone), days, shops, rules.staff)
    if not walls and code is not None:
        policy = load_policy("tiktok", code, app.settings.house, app.configuration.own_policies)
        return [Wall(code, ZoneInfo(policy.timezone), policy.calendar)]
    if not walls:
        raise UsageError(tr("the ledger has no shop yet; name a market, such as --market GB."))
    return sorted(walls.values(), key=lambda wall: wall.market)


def _month(app: App, wall: Wall, asked: str | None) -> Month:
    today = app.now.astimezone(wall.zone).date()
    first = _first(asked, today)
    days = [first + timedelta(days=n) for n in range(months.monthrange(first.year, first.month)[1])]
    due: dict[date, list[Action]] = {}
    act: dict[date, list[Action]] = {}
    fresh = shop_queries.shop_data(app.ledger.current()) if wall.shops else {}  # a market alone needs no ledger
    for shop in wall.shops:
        filters = list_orders.configured(app, due_queries.Filters(shops=(shop,)))
        for action in due_list.actions_due(app.ledger.current(), app.now, None, filters, fresh):
            due.setdefault(action.due.astimezone(wall.zone).date(), []).append(action)
            if wall.staff is not None:
                last = action.act_by or action.due
                act.setdefault(last.astimezone(wall.staff.zone).date(), []).append(action)
    doubts = dict.fromkeys(doubt for day in days if (doubt := wall.days.uncertainty(day)))
    if unsure := dict.fromkeys(reason for day in days if (reason := wall.days.why_unsure(day))):
        doubts[tr("may be closed, but counted as a working day: {days}", days=", ".join(unsure))] = None
    if wall.staff is not None:
        staff_calendar = wall.staff.calendar
        doubts |= dict.fromkeys(
            f"{staff_calendar.name}: {doubt}" for day in days if (doubt := staff_calendar.uncertainty(day))
        )
    return Month(
        market=wall.market,
        zone=wall.zone.key,
        shops=wall.shops,
        holidays=wall.days.name if wall.days.known else None,
        today=today,
        days=[_day(wall, day, due.get(day, []), act.get(day, [])) for day in days],
        doubts=list(doubts),
        staff=wall.staff.zone.key if wall.staff else None,
    )


def _day(wall: Wall, day: date, due: Sequence[Action], act: Sequence[Action]) -> Day:
    days, staff = wall.days, wall.staff
    return Day(
        date=day,
        closed=days.why_closed(day),
        holiday=day in days.holidays,
        opened=days.opened.get(day),
        doubt=days.uncertainty(day),
        due=Load(len(due), urgency.money_at_risk(due)),
        act=Load(len(act), urgency.money_at_risk(act)) if staff else None,
        staff_off=staff.why_closed(day) if staff else None,
    )


def _first(asked: str | None, today: date) -> date:
    """The first day of the month meant; of a month without its year the one that is running, or comes next."""
    if asked is None:
        return today.replace(day=1)
    text = asked.strip().lower()
    match = _MONTH.fullmatch(text)
    named = [n for n, name in enumerate(_NAMES) if n and len(text) >= 3 and name.startswith(text)]
    number = int(match[2]) if match else named[0] if named else 0
    year = int(match[1]) if match and match[1] else today.year + (number < today.month)
    if not 1 <= number <= 12 or year not in _YEARS:
        raise UsageError(tr("MONTH {asked!r} is not a month; write one such as 2026-12, 12 or dec.", asked=asked))
    return date(year, number, 1)


def _row(month: Month, day: Day) -> CalendarRow:
    return CalendarRow(
        market=month.market,
        date=day.date,
        weekday=WEEKDAYS[day.date.weekday()],
        open=day.closed is None,
        name=day.closed,
        doubt=day.doubt,
        due=day.due.number,
        at_risk=day.due.at_risk,
        act=day.act.number if day.act else None,
        staff_off=day.staff_off,
    )
