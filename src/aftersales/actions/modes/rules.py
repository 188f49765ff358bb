"""The seller's mode rules, asked about one request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from aftersales.context.app import App
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.modes import comparison, formulas, rule_decision
from aftersales.core.modes import rule as mode_rule
from aftersales.core.modes.comparison import RefundRequest
from aftersales.core.modes.figures import Figures
from aftersales.core.modes.rule import ModeRule, RequestFacts
from aftersales.core.modes.rule_decision import ModeDecision
from aftersales.core.money.amount import Money
from aftersales.core.requests import buyers
from aftersales.core.requests.buyers import Counts
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import decisions
from aftersales.named_tuple import NamedTuple
from aftersales.policies.find import markets

Goods = Sequence[tuple[str | None, int]]


class RequestMatter(NamedTuple):
    """What rules ask of a request beside its case: the group and the fault of its reason, and its buyer's counts."""

    group: str
    fault: str
    buyer: Counts | None


def flagged(matter: RefundRequest | RequestMatter) -> bool:
    """Whether the buyer is one to look at twice, as rules ask."""
    return bool(buyers.buyer_flags(matter.buyer))


class RequestInLedger(NamedTuple):
    """A request that rules are asked about: the case, its row, and the goods that it is about."""

    case: Case
    row: StoredCase
    goods: Goods


def answer(
    app: App,
    ledger: Connection,
    about: RequestInLedger,
    matter: RefundRequest,
    figures: Figures,
    at: datetime,
) -> ModeDecision | None:
    """What the mode rules come to for a return that is decided at an instant; None where there are none. Raises
    ConfigError for mistakes in them.
    """
    if not app.configuration.mode_rules:
        return None
    asked = about.case.amount or about.case.order_amount or matter.refund
    decision = rule_decision.decide(
        app.configuration.mode_rules, facts(app, ledger, about, matter, asked, at), times(ledger, about.row, at)
    )
    return guarded(decision, matter, figures)


def times(ledger: Connection, row: StoredCase, at: datetime) -> Callable[[ModeRule], int | None]:
    """How often a rule has decided for the buyer of a case; None if the buyer is not known."""

    def count(rule: ModeRule) -> int | None:
        return decisions.count_by_rule(ledger, rule.id, row.buyer, at, rule.per) if row.buyer else None

    return count


def facts(
    app: App,
    ledger: Connection,
    about: RequestInLedger,
    matter: RefundRequest | RequestMatter,
    asked: Money | None,
    at: datetime,
) -> RequestFacts:
    """What rules look at in a request that is decided at `at` (UTC). `asked` is the money asked for."""
    case, row, goods = about
    placed = decisions.placed_at(ledger, case.shop, case.order)
    zone = ZoneInfo(app.rules.of(app.ledger.current())[case.shop].zone)
    return RequestFacts(
        shop=case.shop,
        market=case.market,
        home=markets()[case.market].currency,
        refund=asked,
        day=(placed or row.opened_at).astimezone(zone).date(),
        goods=tuple((sku, mode_rule.category_of(app.configuration.costs, case.shop, sku)) for sku, _ in goods),
        reason=case.reason,
        group=matter.group,
        fault=matter.fault,
        flagged=flagged(matter),
        dated="order" if placed else "request",
        code=case.reason_code,
        kind=case.kind,
        state=decisions.order_course(ledger, case.shop, case.order).state(at, row.opened_at),
    )


def guarded(decision: ModeDecision, matter: RefundRequest, figures: Figures) -> ModeDecision:
    """The decision, unless its mode is not available."""
    if not decision.decides:
        return decision
    compared = comparison.compare(matter, with_offer(figures, decision))
    return rule_decision.if_available(decision, {mode.mode: mode for mode in compared.modes})


def with_offer(figures: Figures, decision: ModeDecision | None) -> Figures:
    """The figures, with the rule's offer in the place of a configured one."""
    if decision is None or decision.offer is None:
        return figures
    return formulas.with_figure(figures, "offer", Decimal(decision.offer.decimal()), f"rule {decision.rule}")
