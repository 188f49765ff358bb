"""`calendar`: a month with working days, holidays and what is due."""

from __future__ import annotations

import calendar as months
import re
import sys
from datetime import date
from typing import Annotated

import typer

from aftersales import text
from aftersales.actions.calendar.month import month_of
from aftersales.actions.calendar.walls import walls
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import FormatWithoutIds, Json
from aftersales.context.app import App
from aftersales.core.time.calendar import WEEKDAYS
from aftersales.errors import UsageError
from aftersales.language import mark, tr
from aftersales.rendering.fields.lists import CALENDAR_FIELDS, CalendarRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.pages import calendar as calendar_page
from aftersales.rendering.pages.calendar import Day, Month

typer_app = single()
_NAMES = [name.lower() for name in months.month_name]
_MONTH = re.compile(r"(?:(\d{4})-)?(\d{1,2})", re.ASCII)
_YEARS = range(1970, 2201)


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
    form: FormatWithoutIds = None,
    as_json: Json = False,
) -> None:
    """A month in the platform's calendar: which days are working days, and how much is due on each."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    calendars = [
        month_of(app, wall, _first(month, app.now.astimezone(wall.zone).date())) for wall in walls(app, market, shop)
    ]
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        console = terminal.console(sys.stdout, color=app.output.color)
        terminal.draw_page(console, lambda canvas: calendar_page.draw(canvas, calendars))
        return
    if chosen in PAGES:
        app.output.document(calendar_page.document(app.output.command, calendars), chosen)
        return
    app.output.emit_view(View(CALENDAR_FIELDS, [_row(m, day) for m in calendars for day in m.days]), chosen)
    for month_calendar in calendars:
        for doubt in month_calendar.doubts:
            app.output.notice(text.labelled(month_calendar.market, text.sentence(doubt)))


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
