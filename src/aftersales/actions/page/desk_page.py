"""The page for a browser: the list, its reasons, what comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from aftersales import __version__
from aftersales.actions import due_agenda, due_list, explain
from aftersales.actions.calendar.walls import walls_of
from aftersales.actions.due_list import ListOptions
from aftersales.actions.page import coming_days, request_costs
from aftersales.context.app import App
from aftersales.core.deadlines.agenda import CaseLine
from aftersales.core.triage.seller_center import order_address
from aftersales.rendering.webpage.content import DeskPage, ExplainedLine

EXPLAINED = 100  # cases; of the others the page names the command
MOST_CASES = 1000  # more would be no page for a phone


def page_of(app: App, options: ListOptions) -> DeskPage:
    """The page as things stand now. Raises UsageError and ConfigError for options that are not known."""
    options = options._replace(limit=MOST_CASES if options.limit is None else options.limit)
    request = due_list.request_of(app, options, count_later=True)
    # First the days that come: both are read from the same temporary table, and the list is asked for last.
    ahead = None if request.within is None else max(request.within, timedelta(days=coming_days.DAYS))
    coming = due_agenda.page_of(app, request._replace(within=ahead, limit=None, count_later=False), options).agenda
    listed = due_agenda.page_of(app, request, options)
    spelled_out = [CaseLine(action) for group in listed.agenda.groups for action in group.actions]
    lines = [*listed.agenda.lines, *spelled_out]
    shops = [fresh.shop for fresh in listed.frame.freshness]
    walls = walls_of(app, shops) if shops else []
    return DeskPage(
        frame=listed.frame,
        agenda=listed.agenda,
        explained=_explained(app, lines[:EXPLAINED]),
        late=[line for line in coming.lines if line.action.band == "overdue"],
        days=coming_days.days_of(app.now, coming.zone, walls, coming.lines),
        has_staff=any(wall.staff for wall in walls),
        costs=request_costs.costs_of(app, shops, coming.zone),
        addresses=_addresses(app, lines),
        version=__version__,
    )


def _explained(app: App, lines: Sequence[CaseLine]) -> dict[int, ExplainedLine]:
    """Of each case the clock of its line with its explanation."""
    explained_lines: dict[int, ExplainedLine] = {}
    for action in (line.action for line in lines):
        explained = explain.clocks_of(app, action.case)
        same = [c for c in explained.clocks if (c.duty, c.owner, c.due) == (action.duty, action.owner, action.due)]
        if same:
            holding = [clock for clock in same if clock.holds]
            explained_lines.setdefault(action.case, ExplainedLine((holding or same)[0], explained))
    return explained_lines


def _addresses(app: App, lines: Sequence[CaseLine]) -> Mapping[int, str]:
    """Where Seller Center shows the orders of the cases, as far as that is known."""
    actions = [line.action for line in lines]
    found_addresses = {
        a.case: order_address(a.order, a.market, app.rules.shop(a.shop, a.market).seller_center) for a in actions
    }
    return {case: address for case, address in found_addresses.items() if address}
