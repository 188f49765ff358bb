"""How each shop stands: to do, at risk, how fresh."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aftersales.actions import due_list
from aftersales.context.app import App
from aftersales.core.deadlines import agenda as agenda_of_report
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.due_list import DueReport, ShopData
from aftersales.core.deadlines.urgency import BANDS, Action
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.due import Filters
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.lists import StatusRow


class ShopStatus(NamedTuple):
    """All shops together: their rows, the most urgent first, and the lines of the list that they make."""

    rows: Sequence[StatusRow]
    lines: Sequence[Action]


def status_of(app: App) -> ShopStatus:
    """How the shops stand now. Counts are those of the list within its usual horizon, one a case."""
    shops, data = shop_queries.shops(app.ledger.current()), shop_queries.shop_data(app.ledger.current())
    report = due_list.report(app, due_list.DueRequest(Filters(), urgency.DEFAULT_WITHIN, snoozed=True))
    listed = agenda_of_report.agenda(report, ZoneInfo("UTC"), fold=True)
    lines = [line.action for line in listed.lines]
    rows = [_row(app, report, lines, shop, market, data[shop]) for shop, (market, _) in shops.items()]
    return ShopStatus(sorted(rows, key=_urgency), lines)


def _urgency(row: StatusRow) -> tuple[int, int, int, str]:
    return -row.overdue, -row.today, -row.soon, row.shop


def _row(app: App, report: DueReport, lines: Sequence[Action], shop: str, market: str, fresh: ShopData) -> StatusRow:
    actions = [a for a in (*report.counted, *report.asleep) if a.shop == shop]
    of_shop = [a for a in lines if a.shop == shop]
    return StatusRow(
        shop=shop,
        market=market,
        policy=fresh.policy,
        timezone=fresh.zone,
        as_of=fresh.as_of.astimezone(ZoneInfo(fresh.zone)) if fresh.as_of else None,
        stale=fresh.stale(app.now),
        open=shop_queries.open_cases(app.ledger.current(), shop),
        overdue=sum(a.band == "overdue" for a in actions),
        today=sum(a.band == "today" for a in actions),
        soon=sum(a.band == "soon" for a in actions),
        unconfirmed=sum(not a.confirmed for a in actions),
        to_do={band: number for band in BANDS if (number := sum(a.band == band for a in of_shop))},
        at_risk=urgency.money_at_risk(of_shop),
    )
