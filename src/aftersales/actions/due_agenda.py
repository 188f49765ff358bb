"""The due list for people: its zone, office hours and folds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from aftersales.actions import due_list, list_orders
from aftersales.actions.due_list import DueRequest, ListOptions
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.agenda import (
    Agenda,
    Boundary,
    CaseLine,
    Group,
    by_section,
    next_boundary,
    sorted_section,
)
from aftersales.core.deadlines.due_list import DueFrame, ShopData, action_of
from aftersales.core.money.amount import Money
from aftersales.ledger import sqlite
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import agenda as queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.agenda import CaseCount, Scope
from aftersales.ledger.queries.due import Filters
from aftersales.named_tuple import NamedTuple


class DuePage(NamedTuple):
    """The list one line a case, and what holds for it as a whole."""

    frame: DueFrame
    agenda: Agenda


def page_of(app: App, request: DueRequest, options: ListOptions) -> DuePage:
    """The list as a person works through it. What was asked for by kind, duty or stake is not folded; the limit cuts
    cases.
    """
    ledger, now, within = app.ledger.current(), app.now, request.within
    asked = options.kind or options.duty or options.stake or options.before_import or options.owner != "seller"
    listed = list_orders.shops_with(app, "list", options.orders) or ()
    with sqlite.one_state(ledger):
        shops = shop_queries.shop_data(ledger)
        unchanged = queries.gather(
            ledger, Scope(now, within, request.filters, request.snoozed, not asked, listed), shops
        )
        beyond = set() if within is None else queries.beyond_horizon(ledger, now + within)
        extent = queries.extent(ledger)
        is_empty = not extent.shops and not queries.kinds_of_lines(ledger)
        frame = due_list.frame(app, request, shops, extent.beyond_calendar, beyond, is_empty=is_empty)
        frame = frame.with_unchanged(unchanged)
        boundary = _boundary(app, [shops[name] for name in extent.shops])
        zone = display.zone(app, [fresh.shop for fresh in frame.freshness])
        counts = queries.counts(ledger, boundary)
        lines = _flagged(request, case_lines(app, shops, request.limit, request.sort))
        agenda = Agenda(
            sections=by_section(lines, boundary) if request.sort == "urgency" else sorted_section(lines),
            sort=request.sort,
            groups=[_spelled_out(app, shops, group, request) for group in queries.groups(ledger)],
            zone=zone,
            boundary=boundary,
            counts=numbers(counts),
            unread=len(extent.unread or frame.unread),
            money=sums(counts),
        )
    return DuePage(frame, agenda)


def whole_list(app: App) -> DuePage:
    """The list as `due` shows it without options."""
    options = ListOptions()
    return page_of(app, due_list.request_of(app, options, count_later=True), options)


def summary_of(app: App, ledger: Connection) -> Agenda:
    """How many cases and groups the list of all shops has now, without the cases themselves; inside a write too."""
    shops = shop_queries.shop_data(ledger)
    filters = list_orders.configured(app, Filters())
    listed = list_orders.shops_with(app, "list") or ()
    queries.gather(ledger, Scope(app.now, urgency.DEFAULT_WITHIN, filters, orders_listed=listed), shops)
    boundary = _boundary(app, [shops[name] for name in queries.extent(ledger).shops])
    counts, zone = queries.counts(ledger, boundary), display.zone_in(app, ledger)
    return Agenda([], queries.groups(ledger), zone, boundary, numbers(counts), sums(counts))


def case_lines(app: App, shops: Mapping[str, ShopData], limit: int | None, sort: str = "urgency") -> list[CaseLine]:
    """The cases of the lines that were gathered, sorted, at most so many, with what is known of their buyers."""
    ledger: Connection = app.ledger.current()
    rows = queries.lines(ledger, limit, sort=sort)
    actions = due_list.with_buyers(ledger, [action_of(row, app.now, shops[row.shop]) for row, _ in rows])
    return [CaseLine(action, recorded) for action, (_, recorded) in zip(actions, rows, strict=True)]


def _flagged(request: DueRequest, lines: Sequence[CaseLine]) -> list[CaseLine]:
    """The same cases; where only what is new is asked for, with what is new about each."""
    actions = request.flagged([line.action for line in lines])
    return [line._replace(action=action) for line, action in zip(lines, actions, strict=True)]


def _spelled_out(app: App, shops: Mapping[str, ShopData], group: Group, request: DueRequest) -> Group:
    """A group with its lines, where it is one of few that is told line by line."""
    if not group.is_spelled_out:
        return group
    rows = queries.lines(app.ledger.current(), None, group.name)
    actions = urgency.in_order(action_of(row, app.now, shops[row.shop]) for row, _ in rows)
    return group._replace(actions=request.flagged(actions))


def numbers(counts: Sequence[CaseCount]) -> dict[str, int]:
    """How many cases there are in each section."""
    sections: dict[str, int] = {}
    for count in counts:
        sections[count.section] = sections.get(count.section, 0) + count.number
    return sections


def sums(counts: Sequence[CaseCount]) -> list[Money]:
    """What silence on the cases moves, by currency."""
    by_currency: dict[str, int] = {}
    for count in counts:
        if count.money is not None:
            by_currency[count.money.currency] = by_currency.get(count.money.currency, 0) + count.money.minor
    return [Money(minor, currency) for currency, minor in sorted(by_currency.items())]


def _boundary(app: App, listed: Sequence[ShopData]) -> Boundary | None:
    """The hour by which the staff that all shops of the list share must act; None where they share none."""
    shops = [app.settings.shops.get(shop.shop) for shop in listed]
    staffs = {shop.staff.fingerprint if shop and shop.staff else None for shop in shops}
    if len(staffs) != 1 or (shop := shops[0]) is None or shop.staff is None:
        return None
    calendar = app.rules.staff_calendar(shop, ZoneInfo(listed[0].zone))
    return next_boundary(calendar, app.now) if calendar is not None else None
