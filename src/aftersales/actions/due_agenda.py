"""The due list for people: its zone, office hours and folds."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from aftersales.actions.due_list import ListOptions
from aftersales.context.app import App
from aftersales.context.run_clock import local_zone
from aftersales.core.deadlines.agenda import Agenda, Boundary, agenda, next_boundary, shared_zone
from aftersales.core.deadlines.due_list import DueReport
from aftersales.ledger.queries import shops as shop_queries


def agenda_of(app: App, report: DueReport, options: ListOptions) -> Agenda:
    """The list of a report as a person works through it. What was asked for by kind, duty or stake is not folded."""
    zones = {
        shop.shop: (ZoneInfo(shop.zone), ZoneInfo(shop.staff_zone) if shop.staff_zone else None)
        for shop in shop_queries.shop_data(app.ledger.current()).values()
    }
    zone = shared_zone(report, zones) or local_zone()
    asked = options.kind or options.duty or options.stake or options.before_import or options.owner != "seller"
    return agenda(report, zone, _boundary(app, report, zones), fold=not asked, limit=options.limit)


def _boundary(app: App, report: DueReport, zones: Mapping[str, tuple[ZoneInfo, ZoneInfo | None]]) -> Boundary | None:
    """The hour by which the staff that all shops of the list share must act; None where they share none."""
    names = list(dict.fromkeys(action.shop for action in report.counted))
    shops = [app.settings.shops.get(name) for name in names]
    staffs = {shop.staff.fingerprint if shop and shop.staff else None for shop in shops}
    if len(staffs) != 1 or (shop := shops[0]) is None or shop.staff is None:
        return None
    calendar = app.rules.staff_calendar(shop, zones[names[0]][0])
    return next_boundary(calendar, report.now) if calendar is not None else None
