"""What is due: the morning list as a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from aftersales import user_input
from aftersales.context.app import App
from aftersales.core.deadlines import due_list, urgency
from aftersales.core.deadlines.due_list import NOTHING_LATER, DueReport, Freshness, ShopData
from aftersales.core.deadlines.urgency import Action
from aftersales.core.requests import buyers
from aftersales.core.vocabulary import KINDS, OWNERS
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import buyers as buyer_queries
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.due import Filters
from aftersales.named_tuple import NamedTuple
from aftersales.policies import library
from aftersales.policies.find import market_code


class ListOptions(NamedTuple):
    """What a list is narrowed to, as typed."""

    within: str | None = None
    everything: bool = False
    shop: str | None = None
    market: str | None = None
    kind: str | None = None
    owner: str = "seller"
    duty: str | None = None
    limit: int | None = None
    before_import: bool = False
    snoozed: bool = False


class DueRequest(NamedTuple):
    """Which list is asked for: narrowed to `filters`, `within` a horizon (None: everything), no more than `limit`
    lines, with those that are snoozed or without. `count_later`: what lies after the horizon is counted too.
    """

    filters: Filters
    within: timedelta | None
    limit: int | None = None
    snoozed: bool = False
    count_later: bool = False


def with_buyers(ledger: Connection, actions: Sequence[Action]) -> list[Action]:
    """The same lines, those of requests with what is known of their buyers."""
    histories = buyer_queries.histories(ledger, [a.case for a in actions if a.kind in buyers.COUNTED])
    return due_list.with_buyer_counts(actions, buyers.counts_of(histories, library.defective))


def report(app: App, request: DueRequest) -> DueReport:
    """The list as it stands now, with what makes it less sure and what it leaves out."""
    ledger, now, within, filters = app.ledger.current(), app.now, request.within, request.filters
    shops = shop_queries.shop_data(ledger)
    actions = actions_due(ledger, now, within, filters, shops)
    awake, asleep = due_list.awake_and_asleep(actions, snoozed=request.snoozed)
    shown = with_buyers(ledger, awake[: request.limit])
    listed = [shop for shop in shops.values() if filters.shop in (None, shop.shop)]
    counts_later = request.count_later and within is not None
    return DueReport(
        shown=shown,
        counted=awake,
        asleep=asleep,
        now=now,
        within=within,
        freshness=[Freshness(shop.shop, shop.local_as_of, shop.stale(now)) for shop in listed],
        unchecked=urgency.unchecked([(shop.policy, shop.checked) for shop in listed], now),
        beyond_calendar=urgency.beyond_calendar(shown),
        later=due_queries.later(ledger, now, now + (within or timedelta()), filters, actions)
        if counts_later
        else NOTHING_LATER,
    )


def actions_due(
    ledger: Connection, now: datetime, within: timedelta | None, filters: Filters, shops: Mapping[str, ShopData]
) -> list[Action]:
    """All actions within the horizon (None: everything), in the order in which they are done, snoozed ones too."""
    return due_list.actions_of(due_queries.rows(ledger, now, within, filters), now, within, shops)


def request_of(app: App, options: ListOptions, *, count_later: bool = False) -> DueRequest:
    """Which list is meant. Raises UsageError and ConfigError for words that are not known."""
    return DueRequest(filters_of(app, options), _horizon(options), options.limit, options.snoozed, count_later)


def _horizon(options: ListOptions) -> timedelta | None:
    """How far ahead a list looks: two days where nothing is said, None for no horizon."""
    if options.everything:
        return None
    return urgency.DEFAULT_WITHIN if options.within is None else user_input.span(options.within, "--within")


def filters_of(app: App, options: ListOptions) -> Filters:
    """What a list is narrowed to. Raises UsageError and ConfigError for words that are not known."""
    shop, market, kind, owner = options.shop, options.market, options.kind, options.owner
    if owner not in (*OWNERS, "any"):
        raise UsageError(tr("--owner takes {owners} or any, not {owner!r}.", owners=", ".join(OWNERS), owner=owner))
    if kind is not None and kind not in KINDS:
        raise UsageError(tr("--kind {kind!r} is not known; it takes {kinds}.", kind=kind, kinds=", ".join(KINDS)))
    return Filters(
        shop=shop_queries.shop_named(app.ledger.current(), shop) if shop else None,
        market=market_code(market) if market else None,
        kind=kind,
        owner=None if owner == "any" else owner,
        duty=options.duty,
        before_import=options.before_import or None,
    )
