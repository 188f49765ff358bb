"""What is due: the morning list as a value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from aftersales import text, user_input
from aftersales.actions import list_orders
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.core.deadlines import due_list, list_order, urgency
from aftersales.core.deadlines.due_list import (
    NOTHING_LATER,
    DueFrame,
    DueReport,
    Freshness,
    Narrowing,
    NewSince,
    ShopData,
)
from aftersales.core.deadlines.urgency import Action
from aftersales.core.requests import buyers
from aftersales.core.vocabulary import COSTLY_KINDS, DUTIES, KINDS, ORDERS, OWNERS, SORTS, STAKES
from aftersales.errors import ConfigError, UsageError
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import buyers as buyer_queries
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.due import Filters
from aftersales.named_tuple import NamedTuple
from aftersales.policies import library
from aftersales.policies.find import market_code

# Duties that nobody must do: what can be done is listed, however far ahead its end is.
_RIGHTS = frozenset({"appeal", "claim"})


class ListOptions(NamedTuple):
    """What a list is narrowed to, as typed. Several values may stand in one text, with commas between them."""

    within: str | None = None
    everything: bool = False
    shop: Sequence[str] = ()
    market: Sequence[str] = ()
    kind: Sequence[str] = ()
    owner: str = "seller"
    duty: Sequence[str] = ()
    stake: Sequence[str] = ()
    limit: int | None = None
    before_import: bool = False
    orders: str | None = None
    snoozed: bool = False
    new: bool = False
    since: str | None = None
    sort: str = "urgency"


class DueRequest(NamedTuple):
    """Which list is asked for: narrowed to `filters`, `within` a horizon (None: everything), no more than `limit`
    lines, with those that are snoozed or without. `count_later`: what lies after the horizon is counted too.
    `new_since`: only what is new. `sort` is one of SORTS.
    """

    filters: Filters
    within: timedelta | None
    limit: int | None = None
    snoozed: bool = False
    count_later: bool = False
    new_since: NewSince | None = None
    sort: str = "urgency"

    def flagged(self, actions: Iterable[Action]) -> list[Action]:
        """The same lines; where only what is new is asked for, with what is new about each."""
        return list(actions) if self.new_since is None else self.new_since.flagged(actions)


def with_buyers(ledger: Connection, actions: Sequence[Action]) -> list[Action]:
    """The same lines, those of requests with what is known of their buyers."""
    histories = buyer_queries.histories(ledger, [a.case for a in actions if a.kind in COSTLY_KINDS])
    return due_list.with_buyer_counts(actions, buyers.counts_of(histories, library.defective))


def report(app: App, request: DueRequest) -> DueReport:
    """The list as it stands now, with what makes it less sure and what it leaves out."""
    ledger, now, within, filters = app.ledger.current(), app.now, request.within, request.filters
    shops = shop_queries.shop_data(ledger)
    actions = actions_due(ledger, now, within, filters._replace(cases=None), shops)
    awake, asleep = due_list.awake_and_asleep(actions, snoozed=request.snoozed)
    unchanged = 0
    if filters.cases is not None:
        unchanged = len({a.case for a in awake} - filters.cases)
        awake, asleep = ([a for a in some if a.case in filters.cases] for some in (awake, asleep))
    awake = list_order.by(request.sort, awake)
    shown = request.flagged(with_buyers(ledger, awake[: request.limit]))
    beyond = {(a.case, a.duty) for a in [*awake, *asleep] if within is not None and urgency.deciding(a) > now + within}
    is_empty = not awake and not asleep
    whole = frame(app, request, shops, urgency.beyond_calendar(shown), beyond, is_empty=is_empty)
    return DueReport(shown, awake, asleep, whole.with_unchanged(unchanged))


def frame(
    app: App,
    request: DueRequest,
    shops: Mapping[str, ShopData],
    beyond_calendar: Sequence[int],
    beyond_horizon: Collection[tuple[int, str]],
    *,
    is_empty: bool = False,
) -> DueFrame:
    """What holds for a list as a whole. `beyond_horizon` are the duties (case and duty) that it shows though they fall
    due after the horizon.
    """
    now, within, filters = app.now, request.within, request.filters
    listed = [shop for shop in shops.values() if filters.admits_shop(shop.shop, shop.market)]
    later = NOTHING_LATER
    if request.count_later and within is not None:
        later = due_queries.later(app.ledger.current(), now, now + within, filters, beyond_horizon)
    return DueFrame(
        now,
        within,
        [_freshness(app, shop) for shop in listed],
        urgency.unchecked([(shop.policy, shop.checked) for shop in listed], now),
        beyond_calendar,
        later,
        _narrowing(request, [shop.shop for shop in listed]),
        _unread(app, filters, is_empty=is_empty),
        _left_to_rules(app, filters),
    )


def _left_to_rules(app: App, filters: Filters) -> list[int]:
    """The cases that Seller Center answers by automatic rules; none where no shop states such rules."""
    if not any(shop.auto_rules for shop in app.settings.shops.values()):
        return []
    return due_queries.left_to_rules(app.ledger.current(), app.now, filters)


def _freshness(app: App, shop: ShopData) -> Freshness:
    return Freshness(
        shop.shop,
        shop.local_as_of,
        shop.stale(app.now),
        is_by_hand(app, shop),
        shop.market,
        shop.ahead(app.now),
        shop.is_synced,
        shop.orders_behind,
    )


def _unread(app: App, filters: Filters, *, is_empty: bool) -> list[int]:
    """The cases with a word of the platform's that is not known, where the list says nothing of them."""
    ledger, now = app.ledger.current(), app.now
    return due_queries.unread_beside(ledger, now, filters) or (
        list(due_queries.unread(ledger, now, filters)) if is_empty else []
    )


def _narrowing(request: DueRequest, listed: Sequence[str]) -> Narrowing:
    """What the filters leave out of a list of these shops, for its reader."""
    without = [shop for shop in request.filters.without_orders or () if shop in listed]
    return Narrowing(tuple(without), everywhere=len(without) == len(listed), new_since=request.new_since)


def is_by_hand(app: App, shop: ShopData) -> bool:
    """Whether a shop's cases are recorded by hand: its settings say so, or nothing was ever imported."""
    settings = app.settings.shops.get(shop.shop)
    return shop.only_by_hand or (settings is not None and settings.confirm == "trust")


def actions_due(
    ledger: Connection, now: datetime, within: timedelta | None, filters: Filters, shops: Mapping[str, ShopData]
) -> list[Action]:
    """All actions within the horizon (None: everything), in the order in which they are done, snoozed ones too."""
    return due_list.actions_of(due_queries.rows(ledger, now, within, filters), now, within, shops)


def request_of(app: App, options: ListOptions, *, count_later: bool = False) -> DueRequest:
    """Which list is meant. Raises UsageError and ConfigError for words that are not known."""
    refuse_both(options)
    filters, within = filters_of(app, options), _horizon(options)
    sort = choices.one_of("--sort", options.sort, SORTS)
    request = DueRequest(filters, within, options.limit, options.snoozed, count_later, sort=sort)
    if not options.new and options.since is None:
        return request
    from aftersales.actions import new_since  # no other list looks back

    new = new_since.new_since(app, options.since, filters)
    return request._replace(filters=filters._replace(cases=frozenset(new.flags)), new_since=new)


def refuse_both(options: ListOptions) -> None:
    """Raise UsageError where two different instants are asked for."""
    if options.new and options.since is not None:
        raise UsageError(tr("--new and --since say two different times; give one of them."))


def _horizon(options: ListOptions) -> timedelta | None:
    """How far ahead a list looks: two days by default, None for no limit. Who asks for rights alone wants to know all
    that he has, those that can't be used yet too.
    """
    duties = user_input.values(options.duty)
    if options.everything or (options.within is None and duties and set(duties) <= _RIGHTS):
        return None
    return urgency.DEFAULT_WITHIN if options.within is None else user_input.span(options.within, "--within")


def filters_of(app: App, options: ListOptions) -> Filters:
    """What a list is narrowed to. Raises UsageError and ConfigError for words that are not known."""
    choices.one_of("--owner", options.owner, (*OWNERS, "any"))
    shops = _shops(app, options.shop)
    kinds, duties = _known("--kind", options.kind, KINDS), _duties(app, options.duty)
    stakes = _known("--stake", options.stake, STAKES)
    orders = None if options.orders is None else choices.one_of("--orders", options.orders, ORDERS)
    list_orders.refuse_contradiction(orders, kinds, duties)
    asked = list_orders.are_asked_for(kinds, duties, stakes)
    return Filters(
        shops=shops,
        markets=_markets(app, options.market, shops),
        kinds=kinds,
        duties=duties,
        stakes=stakes,
        owner=None if options.owner == "any" else options.owner,
        before_import=options.before_import or None,
        without_orders=list_orders.shops_with(app, "off", orders, asked=asked),
    )


def _markets(app: App, typed: Sequence[str], shops: Sequence[str] | None) -> tuple[str, ...] | None:
    """The markets meant. Raises ConfigError for one that is not known or has no shop, and where no shop is left."""
    markets = tuple(dict.fromkeys(market_code(market) for market in user_input.values(typed)))
    known = {name: market for name, (market, _) in shop_queries.shops(app.ledger.current()).items()} if markets else {}
    empty = [market for market in markets if market not in known.values()]
    if known and (empty or not any(known[name] in markets for name in shops or known)):
        raise ConfigError(
            tr(
                "--market {markets}: no shop of those meant is there; known are {known}.",
                markets=",".join(empty or markets),
                known=text.listed(text.remarked(name, market) for name, market in known.items()),
            )
        )
    return markets or None


def _known(option: str, typed: Sequence[str], known: Sequence[str]) -> tuple[str, ...] | None:
    """The values of an option, each one of those known; None where nothing was typed. Raises UsageError."""
    return tuple(dict.fromkeys(choices.one_of(option, value, known) for value in user_input.values(typed))) or None


def _duties(app: App, typed: Sequence[str]) -> tuple[str, ...] | None:
    """The duties meant: those known, and those that a clock of the ledger has. Raises UsageError."""
    values = user_input.values(typed)
    for value in values:
        if value not in DUTIES and not due_queries.has_duty(app.ledger.current(), value):
            raise choices.unknown("--duty", value, DUTIES)
    return tuple(dict.fromkeys(values)) or None


def _shops(app: App, typed: Sequence[str]) -> tuple[str, ...] | None:
    """The shops meant, by name or by pattern (`brand-*`). Raises ConfigError for what matches none."""
    names: list[str] = []
    for value in user_input.values(typed):
        if any(mark in value for mark in "*?["):
            from fnmatch import fnmatchcase

            known = list(shop_queries.shops(app.ledger.current()))
            matches = [name for name in known if fnmatchcase(name, value)]
            if not matches:
                raise ConfigError(
                    tr("--shop {value!r} matches no shop; known are {known}.", value=value, known=text.listed(known))
                )
            names += matches
        else:
            names.append(shop_queries.shop_named(app.ledger.current(), value))
    return tuple(dict.fromkeys(names)) or None
