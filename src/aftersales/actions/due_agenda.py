"""The due list for people: its zone, office hours and folds."""

from __future__ import annotations

from aftersales.actions.due_list import ListOptions
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.deadlines.agenda import Agenda, Boundary, agenda, next_boundary
from aftersales.core.deadlines.due_list import DueReport
from aftersales.ledger.queries import shops as shop_queries


def agenda_of(app: App, report: DueReport, options: ListOptions) -> Agenda:
    """The list of a report as a person works through it. What was asked for by kind, duty or stake is not folded."""
    zone = display.zone(app, [fresh.shop for fresh in report.freshness])
    asked = options.kind or options.duty or options.stake or options.before_import or options.owner != "seller"
    return agenda(report, zone, _boundary(app, report), fold=not asked, limit=options.limit)


def _boundary(app: App, report: DueReport) -> Boundary | None:
    """The hour by which the staff that all shops of the list share must act; None where they share none."""
    names = list(dict.fromkeys(action.shop for action in report.counted))
    shops = [app.settings.shops.get(name) for name in names]
    staffs = {shop.staff.fingerprint if shop and shop.staff else None for shop in shops}
    if len(staffs) != 1 or (shop := shops[0]) is None or shop.staff is None:
        return None
    calendar = app.rules.staff_calendar(shop, shop_queries.zones(app.ledger.current())[names[0]].market)
    return next_boundary(calendar, report.now) if calendar is not None else None
