"""The seller's mode rules, asked about one return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from aftersales.context.app import App
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.modes import comparison, formulas
from aftersales.core.modes import rule as mode_rule
from aftersales.core.modes.comparison import RefundRequest
from aftersales.core.modes.figures import Figures
from aftersales.core.modes.rule import ModeDecision, ModeRule, ReturnFacts
from aftersales.core.money.amount import Money
from aftersales.core.requests import buyers
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import decisions
from aftersales.named_tuple import NamedTuple
from aftersales.policies.find import markets

Goods = Sequence[tuple[str | None, int]]


def flagged(matter: RefundRequest) -> bool:
    """Whether the buyer is one to look at twice, as rules ask."""
    return bool(buyers.buyer_flags(matter.buyer))


class ReturnInLedger(NamedTuple):
    """A return that rules are asked about: the case, its row, and what comes back."""

    case: Case
    row: StoredCase
    goods: Goods


def answer(
    app: App,
    ledger: Connection,
    about: ReturnInLedger,
    matter: RefundRequest,
    figures: Figures,
    at: datetime,
) -> ModeDecision | None:
    """What the mode rules come to for a return that is decided at an instant; None where there are none. Raises
    ConfigError for mistakes in them.
    """
    if not app.configuration.mode_rules:
        return None

    def times(rule: ModeRule) -> int | None:
        return decisions.count_by_rule(ledger, rule.id, about.row.buyer, at, rule.per) if about.row.buyer else None

    asked = about.case.amount or about.case.order_amount or matter.refund
    decision = mode_rule.decide(app.configuration.mode_rules, facts(app, ledger, about, matter, asked), times)
    return guarded(decision, matter, figures)


def facts(app: App, ledger: Connection, about: ReturnInLedger, matter: RefundRequest, asked: Money) -> ReturnFacts:
    """What rules look at in a return. `asked` is the refund asked for."""
    case, row, goods = about
    placed = decisions.placed_at(ledger, case.shop, case.order)
    zone = ZoneInfo(app.rules.of(app.ledger.current())[case.shop].zone)
    return ReturnFacts(
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
    )


def guarded(decision: ModeDecision, matter: RefundRequest, figures: Figures) -> ModeDecision:
    """The decision, unless its mode is not available."""
    if not decision.decides:
        return decision
    compared = comparison.compare(matter, with_offer(figures, decision))
    return mode_rule.if_available(decision, {mode.mode: mode for mode in compared.modes})


def with_offer(figures: Figures, decision: ModeDecision | None) -> Figures:
    """The figures, with the rule's offer in the place of a configured one."""
    if decision is None or decision.offer is None:
        return figures
    return formulas.with_figure(figures, "offer", Decimal(decision.offer.decimal()), f"rule {decision.rule}")
