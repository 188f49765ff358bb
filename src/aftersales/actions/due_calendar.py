"""What is due, as the lines of a calendar."""

from __future__ import annotations

from aftersales.actions import due_list, list_orders
from aftersales.actions.due_list import DueRequest, ListOptions
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.deadlines.due_list import DueReport
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.due import Filters
from aftersales.rendering.calendar_file.entry import CalendarLines


def lines_of(app: App, report: DueReport, request: DueRequest, options: ListOptions) -> CalendarLines:
    """The list as the lines of a calendar, with all else that runs: a file that was written before may tell of it.

    What was asked for by kind, duty or stake is not folded, as in the table.
    """
    ledger, now = app.ledger.current(), app.now
    shops = shop_queries.shop_data(ledger)
    meant = request.filters._replace(cases=None)
    asked = options.kind or options.duty or options.stake or options.before_import or options.owner != "seller"
    return CalendarLines(
        listed=report.shown,
        standing=due_list.actions_due(ledger, now, None, meant, shops),
        running=due_list.actions_due(ledger, now, None, Filters(owner=None), shops),
        frame=report.frame,
        zone=display.zone(app, [fresh.shop for fresh in report.frame.freshness]),
        ordinals=due_queries.ordinals(ledger),
        addresses={name: shop.seller_center for name, shop in app.settings.shops.items()},
        fold=not asked,
        orders_listed=list_orders.shops_with(app, "list", options.orders) or (),
    )
