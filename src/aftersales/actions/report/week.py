"""The week's report: what became known, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from aftersales.actions import due_list, list_orders
from aftersales.actions.report import changes
from aftersales.actions.report.span import WEEK, ReportOptions, ReportScope, scope_of, span_of
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.deadlines.due_list import ShopData
from aftersales.core.reports.week import DayAhead, WeekReport
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.staff import StaffCalendar
from aftersales.ledger.log import report_news
from aftersales.ledger.queries import agenda as queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.agenda import Scope

_DAYS = 7
_WEEK = timedelta(days=_DAYS)


def week_report(app: App, options: ReportOptions) -> WeekReport:
    """What has become known in seven days, or since the mark where only what is new is asked for, and what must be done
    in the next seven. Nothing is remembered by it. Raises ConfigError and LedgerError.
    """
    ledger, scope = app.ledger.current(), scope_of(app, options)
    span = span_of(app, WEEK, scope, _WEEK, only_usual=not options.only_new)
    shops, zone = shop_queries.shop_data(ledger), display.zone(app, scope.names)
    listed = list_orders.shops_with(app, "list") or ()
    queries.gather(ledger, Scope(app.now, _WEEK + timedelta(days=1), scope.filters, orders_listed=listed), shops)
    overdue, late = report_news.overdue_cases(ledger), report_news.overdue_since(ledger, span.since)
    ahead = _ahead(app, scope, shops, zone)
    request = due_list.DueRequest(scope.filters, _WEEK)
    is_empty = not queries.kinds_of_lines(ledger)
    frame = due_list.frame(app, request, shops, (), (), is_empty=is_empty)
    news = report_news.scope_since(ledger, scope.names, span.write)
    known = changes.compared(app, report_news.with_news(ledger, news, app.now), span, shops)
    with_orders = [name for name in scope.names if name not in (scope.filters.without_orders or ())]
    return WeekReport(
        frame=frame,
        zone=zone,
        span=span,
        results=known.results,
        missed=changes.missed_of(late, known.missed),
        arrivals=report_news.arrivals(ledger, news, with_orders),
        ahead=ahead,
        overdue=overdue,
    )


def _ahead(app: App, scope: ReportScope, shops: Mapping[str, ShopData], zone: tzinfo) -> list[DayAhead]:
    """The seven days from today on, in the zone of the report. A day of 23 or 25 hours ends where the next begins."""
    today = app.now.astimezone(zone).date()
    days = [today + timedelta(days=n) for n in range(_DAYS)]
    ends = [datetime.combine(day + timedelta(days=1), time(), zone) for day in days]
    loads = report_news.loads(app.ledger.current(), ends)
    calendars = _calendars(app, scope, shops)
    return [
        DayAhead(day, load.cases, load.money, load.orders, *_closed(calendars, day))
        for day, load in zip(days, loads, strict=True)
    ]


def _calendars(app: App, scope: ReportScope, shops: Mapping[str, ShopData]) -> dict[str, Calendar | StaffCalendar]:
    """The working days of each shop: of its staff, else of its market."""
    calendars: dict[str, Calendar | StaffCalendar] = {}
    for name in scope.names:
        market, configured = shops[name].market, app.settings.shops.get(name)
        staff = app.rules.staff_calendar(configured, ZoneInfo(shops[name].zone)) if configured else None
        calendars[name] = staff or app.rules.policy(name, market).calendar
    return calendars


def _closed(calendars: Mapping[str, Calendar | StaffCalendar], day: date) -> tuple[str, Sequence[str]]:
    """Why no shop works on a day; where some do, which do not."""
    reasons = {name: calendar.why_closed(day) for name, calendar in calendars.items()}
    closed = [name for name, reason in reasons.items() if reason is not None]
    if closed and len(closed) == len(reasons):
        return str(next(iter(reasons.values()))), ()
    return "", closed
