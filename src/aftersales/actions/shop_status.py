"""How each shop stands: to do, at risk, how fresh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from aftersales.actions import due_agenda, due_list, list_orders
from aftersales.context.app import App
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.agenda import CaseLine
from aftersales.core.deadlines.due_list import ShopData
from aftersales.core.deadlines.urgency import BANDS
from aftersales.core.vocabulary import ORDERS
from aftersales.ledger import sqlite
from aftersales.ledger.facts import streams
from aftersales.ledger.facts.streams import StreamState
from aftersales.ledger.queries import agenda as queries
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.agenda import CaseCount, Scope
from aftersales.ledger.queries.due import Filters
from aftersales.rendering.fields.due import StatusRow
from aftersales.rendering.fields.platform.stream_ages import StreamAge


def status_of(app: App) -> list[StatusRow]:
    """How the shops stand now, the most urgent first. Counts are those of the list within its usual horizon: one a
    case.
    """
    ledger, filters = app.ledger.current(), list_orders.configured(app, Filters())
    with sqlite.one_state(ledger):
        shops, data = shop_queries.shops(ledger), shop_queries.shop_data(ledger)
        states = streams.states(ledger)
        queries.gather(ledger, Scope(app.now, urgency.DEFAULT_WITHIN, filters, snoozed=True), data)
        counts, bands = queries.counts(ledger, None), queries.bands_by_shop(ledger)
        rows = [
            _row(
                app,
                (shop, market),
                data[shop],
                [count for count in counts if count.shop == shop],
                {band: (number, waiting) for name, band, number, waiting in bands if name == shop},
            )
            for shop, (market, _) in shops.items()
        ]
        rows = [row._replace(streams=_ages(row, states)) for row in rows]
        unread = Counter(due_queries.unread(ledger, app.now, filters).values())
    return sorted((row._replace(unread=unread[row.shop]) for row in rows), key=_urgency)


def _ages(row: StatusRow, states: Mapping[tuple[str, str], StreamState]) -> list[StreamAge]:
    """How fresh the platform's lists are for a shop."""
    zone = ZoneInfo(row.timezone)
    return [
        StreamAge(
            state.stream,
            state.until.astimezone(zone) if state.until else None,
            state.fault.sentence if state.fault else None,
            state.fault.at.astimezone(zone) if state.fault else None,
            state.fault.code if state.fault else "",
            state.fault.request_id if state.fault else "",
        )
        for (shop, _), state in states.items()
        if shop == row.shop
    ]


def next_case(app: App) -> CaseLine | None:
    """The case that comes first in the list that `status_of` counted."""
    return next(iter(due_agenda.case_lines(app, shop_queries.shop_data(app.ledger.current()), 1)), None)


def _urgency(row: StatusRow) -> tuple[int, bool, int, int, int, str]:
    """What is late comes first, then what nobody can know, as for `due --check`."""
    listed = row.to_do.get
    return -listed("overdue", 0), not row.is_unsure, -listed("today", 0), -listed("soon", 0), -row.overdue, row.shop


def _row(
    app: App,
    shop: tuple[str, str],
    fresh: ShopData,
    counts: Sequence[CaseCount],
    bands: Mapping[str, tuple[int, int]],
) -> StatusRow:
    """`shop` is its name and its market; `bands` has the number of lines by band, and of those not yet confirmed."""
    to_do, settings = due_agenda.numbers(counts), app.settings.shops.get(shop[0])
    overdue, today, soon = (bands.get(band, (0, 0))[0] for band in ("overdue", "today", "soon"))
    return StatusRow(
        shop=shop[0],
        market=shop[1],
        policy=fresh.policy,
        timezone=fresh.zone,
        as_of=fresh.local_as_of,
        stale=fresh.stale(app.now),
        open=shop_queries.open_cases(app.ledger.current(), shop[0]),
        overdue=overdue,
        today=today,
        soon=soon,
        unconfirmed=sum(waiting for _, waiting in bands.values()),
        to_do={band: to_do[band] for band in BANDS if band in to_do},
        at_risk=due_agenda.sums(counts),
        by_hand=due_list.is_by_hand(app, fresh),
        ahead=fresh.ahead(app.now),
        orders_as_of=fresh.orders_as_of.astimezone(ZoneInfo(fresh.zone)) if fresh.orders_as_of else None,
        orders=(settings.orders if settings else None) or ORDERS[0],
    )
