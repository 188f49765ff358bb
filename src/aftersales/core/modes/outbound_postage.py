"""Outbound postage that a refund must contain and a request left out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from aftersales.core.cases.stored import OrderPostage
from aftersales.core.modes.comparison import RefundRequest
from aftersales.core.modes.figures import Figures
from aftersales.core.modes.formulas import figure_value, round_half_up
from aftersales.core.money.amount import Money
from aftersales.core.rules.cost_facts import CostFact
from aftersales.core.vocabulary import MODES

SHARE = "outbound_postage_share"


def outbound_fact(request: RefundRequest) -> CostFact | None:
    """The market's fact on outbound postage in the refund of this return; None if there is none."""
    facts = (fact for mode in MODES for fact in request.facts_of(mode))
    return next((fact for fact in facts if fact.figure == SHARE), None)


def with_outbound(request: RefundRequest, figures: Figures, order: OrderPostage, units: int | None) -> RefundRequest:
    """The request with the outbound postage in its refund, where the request left it out.

    That shows only where all `units` of the order come back and the refund is exactly the total without the postage.
    """
    request = request._replace(shipping=order.shipping)
    share = _share(request, figures)
    if not share or order.total is None or order.postage is None or units is None or units != order.units:
        return request
    without = order.total.minor - order.postage.minor
    if order.postage.minor <= 0 or request.refund != Money(without, order.total.currency):
        return request
    added = Money(round_half_up(share * order.postage.minor), order.total.currency)
    return request._replace(refund=Money(request.refund.minor + added.minor, added.currency), outbound=added)


def _share(request: RefundRequest, figures: Figures) -> Fraction:
    """The seller's share: the own figure, else the market's, else nothing."""
    fact = outbound_fact(request)
    of_market = fact.value if fact is not None else Decimal(0)
    share = figure_value(figures, SHARE)
    return Fraction(of_market) if share is None else share
