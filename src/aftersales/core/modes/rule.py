"""Mode rules and the conditions that they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from aftersales import text
from aftersales.core.modes.figures import Costs
from aftersales.core.money.amount import Money
from aftersales.core.requests import reasons as request_reasons
from aftersales.core.rules.policy import LIMITS, within_limit
from aftersales.core.vocabulary import ORDER_STATUSES, REQUEST_KINDS
from aftersales.language import tr, trn
from aftersales.named_tuple import NamedTuple
from aftersales.text import few

ASK, APPROVE = "ask", "approve"
# Where an order can be for a rule: a status of the platform's, or not known here.
NOT_KNOWN = "unknown"
ORDER_STATES = (*ORDER_STATUSES, NOT_KNOWN)
_READY = "awaiting-collection"
# The states in which no parcel of the order can be on its way yet.
BEFORE_DISPATCH = ("unpaid", "on-hold", "awaiting-shipment")


class Offer(NamedTuple):
    """The offer of a rule: an amount in the rule's currency, or a share of the refund in percent."""

    number: Decimal
    percent: bool

    def __str__(self) -> str:
        return f"{self.number:f} %" if self.percent else f"{self.number:f}"


class ModeRule(NamedTuple):
    """Conditions, the mode that applies if all of them hold, and a cap for one buyer. An empty condition always holds.

    `kinds` is empty where the rule names none: then it is for returns, or for every kind if it asks. Of other kinds
    than returns the mode is APPROVE or ASK. `states` are ORDER_STATES.
    `since` (inclusive) and `until` (exclusive) are dates of the order. `limits` are pairs of kind and amount, in
    `currency` or, if that is None, in that of the shop's market. `most` is the cap within `per`, None for no cap.
    `skus` may end in `*`. `reasons` are in the form of `reasons.normalised`. `buyer` is flagged, unflagged or empty.
    """

    id: str
    mode: str
    offer: Offer | None = None
    shops: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    buyer: str = ""
    limits: tuple[tuple[str, Decimal], ...] = ()
    currency: str | None = None
    since: date | None = None
    until: date | None = None
    most: int | None = None
    per: timedelta = timedelta(days=90)
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    @property
    def for_kinds(self) -> tuple[str, ...]:
        """The kinds of requests that the rule is for."""
        return self.kinds or (REQUEST_KINDS if self.mode == ASK else ("return",))

    @property
    def summary(self) -> str:
        """The mode, the offer and the cap: `keep`, or `partial 30 %, 2 in 90 days for a buyer`."""
        mode = f"{self.mode} {self.offer}" if self.offer else self.mode
        if not self.most:
            return mode
        return tr("{mode}, {most} in {time} for a buyer", mode=mode, most=self.most, time=duration_text(self.per))


class RequestFacts(NamedTuple):
    """The facts of a request that rules ask about.

    `home` is the currency of the shop's market. `day` is the local date of the order (`dated` is "order"), or of
    the request if that is not known (`dated` is "request") or is what counts (`dated` is "rule"). `reason` is the
    platform's text, `code` its code.
    `goods` are pairs of SKU and category, None if not known. `refund` is None where no amount is known. `state` is
    where the order is, one of ORDER_STATES.
    """

    shop: str
    market: str
    home: str
    refund: Money | None
    day: date
    goods: tuple[tuple[str | None, str | None], ...] = ((None, None),)
    reason: str | None = None
    group: str = "other"
    fault: str = "unknown"
    flagged: bool = False
    dated: str = "order"
    code: str | None = None
    kind: str = "return"
    state: str = NOT_KNOWN

    @property
    def dispatched(self) -> bool:
        """Whether a parcel of the order may be on its way: also where nobody knows."""
        return self.state not in BEFORE_DISPATCH


class OrderCourse(NamedTuple):
    """How far an order was on its way, as its data and what was recorded by hand show it; instants are UTC.

    `ready_at`: ready for the carrier. `seen_at` is as of when its status is known, None where the seller keeps it.
    """

    status: str | None
    ready_at: datetime | None = None
    collected_at: datetime | None = None
    delivered_at: datetime | None = None
    seen_at: datetime | None = None

    def state(self, at: datetime, asked_at: datetime) -> str:
        """Where the order was at an instant, one of ORDER_STATES, for a request of `asked_at`. A status from before the
        request says nothing of where the order was when the buyer asked.
        """
        course = ((self.delivered_at, "delivered"), (self.collected_at, "in-transit"), (self.ready_at, _READY))
        known = [(when, state) for when, state in course if when is not None]
        if reached := next((state for when, state in known if when <= at), None):
            return reached if self.status not in ("partially-shipping", "completed") else self.status
        if self.status is None or (self.seen_at is not None and self.seen_at < asked_at):
            return NOT_KNOWN
        if known:  # what is known of its course is later: it had not left only where nothing of it is from before
            return "awaiting-shipment" if self.ready_at is not None else NOT_KNOWN
        return "awaiting-shipment" if self.status == "cancelled" else self.status  # cancelled: it never left


def category_of(costs: Costs, shop: str, sku: str | None) -> str | None:
    """The category of goods: that of the SKU, else of the shop, else the overall one; None if none is set."""
    for table in (costs.skus.get(sku or "", {}), costs.shops.get(shop, {}), costs.overall):
        if "category" in table:
            return str(table["category"])
    return None


# --- does a rule apply ------------------------------------------------------------------------------------------------


class Condition(NamedTuple):
    """A condition of a rule, checked on a request."""

    holds: bool
    text: str


def rule_applies(rule: ModeRule, facts: RequestFacts) -> bool:
    """Whether the rule is for such a request, and every condition of it holds."""
    return facts.kind in rule.for_kinds and all(condition.holds for condition in conditions(rule, facts))


def conditions(rule: ModeRule, facts: RequestFacts) -> Iterator[Condition]:
    """The conditions of a rule, each checked on a request; that it is for its kind is not a condition."""
    yield from _word_condition("shop", facts.shop, rule.shops)
    yield from _word_condition("market", facts.market, rule.markets)
    yield from _goods_conditions(rule, facts)
    if rule.reasons:
        said = [request_reasons.normalised(reason) for reason in (facts.reason, facts.code) if reason]
        matches = any(reason in rule.reasons for reason in said)
        yield Condition(matches, _reason_text(facts.reason, matches=matches))
    yield from _word_condition(tr("reason group"), facts.group, rule.groups)
    yield from _word_condition("fault", facts.fault, rule.faults)
    yield from _amount_conditions(rule, facts)
    yield from _date_condition(rule, facts)
    yield from _word_condition(tr("order"), facts.state, rule.states)
    if rule.buyer:
        holds = facts.flagged == (rule.buyer == "flagged")
        yield Condition(holds, tr("the buyer is flagged") if facts.flagged else tr("the buyer is not flagged"))


def _reason_text(reason: str | None, *, matches: bool) -> str:
    if not reason:
        return tr("no reason is known")
    return tr("reason “{reason}”", reason=reason) if matches else tr("reason “{reason}” is another", reason=reason)


def _value_text(name: str, value: str, allowed: Iterable[str], *, holds: bool) -> str:
    """`shop a`, or `shop a, not b or c` where the value is none of those allowed."""
    if holds:
        return f"{name} {value}"
    return tr("{name} {value}, not {allowed}", name=name, value=value, allowed=text.either(allowed))


def _word_condition(name: str, value: str, allowed: tuple[str, ...]) -> Iterator[Condition]:
    if allowed:
        holds = value in allowed
        yield Condition(holds, _value_text(name, value, allowed, holds=holds))


def _goods_conditions(rule: ModeRule, facts: RequestFacts) -> Iterator[Condition]:
    """These conditions must hold for all goods of the parcel, since one mode is chosen for the whole parcel."""
    if rule.skus:
        other = [sku for sku, _ in facts.goods if sku is None or not matches_sku(rule.skus, sku)]
        names = few(dict.fromkeys(sku or tr("unknown") for sku, _ in facts.goods))
        yield Condition(not other, _value_text("SKU", names, rule.skus, holds=not other))
    if rule.categories:
        other = [c for _, c in facts.goods if c not in rule.categories]
        names = few(dict.fromkeys(c or tr("not set") for _, c in facts.goods))
        yield Condition(not other, _value_text(tr("category"), names, rule.categories, holds=not other))


def matches_sku(patterns: Iterable[str], sku: str) -> bool:
    """Whether the SKU matches one of the patterns, which may end in `*`."""
    return any(sku.startswith(p[:-1]) if p.endswith("*") else sku == p for p in patterns)


def _amount_conditions(rule: ModeRule, facts: RequestFacts) -> Iterator[Condition]:
    currency = rule.currency or facts.home
    if rule.limits and facts.refund is None:
        yield Condition(False, tr("no amount is known"))
    if facts.refund is None:
        return
    if rule.limits and currency != facts.refund.currency:
        yield Condition(
            False,
            tr(
                "its amounts are in {rule_currency}, the refund is in {refund_currency}",
                rule_currency=currency,
                refund_currency=facts.refund.currency,
            ),
        )
        return
    for kind, limit in rule.limits:
        holds = within_limit(kind, Decimal(facts.refund.decimal()), limit)
        limit_text = tr(LIMITS[kind], limit=f"{limit:f}")
        yield Condition(
            holds,
            tr("{refund} is {limit}", refund=facts.refund, limit=limit_text)
            if holds
            else tr("{refund} is not {limit}", refund=facts.refund, limit=limit_text),
        )


def _date_condition(rule: ModeRule, facts: RequestFacts) -> Iterator[Condition]:
    if rule.since is None and rule.until is None:
        return
    after = rule.since is None or facts.day >= rule.since
    before = rule.until is None or facts.day < rule.until
    if not after:
        text = tr("{day}, before {since}", day=facts.day, since=rule.since)
    elif not before:
        text = tr("{day}, not before {until}", day=facts.day, until=rule.until)
    else:
        text = str(facts.day)
    yield Condition(
        after and before,
        tr("asked for on {date}", date=text)
        if facts.dated == "rule"
        else tr("ordered on {date}", date=text)
        if facts.dated == "order"
        else tr("asked for on {date} (the date of the order is unknown)", date=text),
    )


def duration_text(length: timedelta) -> str:
    """A length in words: `90 days`."""
    hours = int(length.total_seconds()) // 3600
    if hours % 24 == 0:
        return trn("{count} day", "{count} days", hours // 24)
    return trn("{count} hour", "{count} hours", hours)
