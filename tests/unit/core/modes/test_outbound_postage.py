"""Outbound postage in a refund: when it is added, and how much. An order of 27.98 GBP, 2.99 of it postage."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from aftersales.core.cases.stored import OrderPostage
from aftersales.core.modes import comparison, describe
from aftersales.core.modes.comparison import RefundRequest
from aftersales.core.modes.outbound_postage import outbound_fact, with_outbound
from aftersales.core.money.amount import Money
from aftersales.core.rules.cost_facts import CostFact
from aftersales.toml.reader import Source
from tables import of_each
from unit.core.modes.build import figures

RULE = CostFact(
    "outbound_postage_share",
    Decimal(1),
    Source("a page", None, "medium", note="Outbound postage is refunded too"),
    {"shipping-type": frozenset({"seller", "unknown"})},
    origin="gb",
)
ORDER = OrderPostage(Money(2798, "GBP"), Money(299, "GBP"), "seller", 2)


def request(refund: int = 2499, units: int | None = 2, order: OrderPostage = ORDER, **own: Any) -> RefundRequest:
    """A request of a market with the rule, as it is counted."""
    asked = RefundRequest(Money(refund, "GBP"), address=True, cost_facts=(RULE,))
    return with_outbound(asked, figures(**own), order, units)


@pytest.mark.parametrize("shipping", ["seller", "unknown"])
def test_the_whole_order_without_its_postage_is_refunded_with_it(shipping: str) -> None:
    counted = request(order=ORDER._replace(shipping=shipping))
    assert (counted.refund, counted.outbound) == (Money(2798, "GBP"), Money(299, "GBP"))


@of_each(
    "refund, units, order",
    [
        (2798, 2, ORDER),  # it is in the refund
        (2498, 2, ORDER),  # another sum: nobody knows what it is made of
        (2499, 1, ORDER),  # a part of the order
        (2499, None, ORDER),
        (2499, 2, ORDER._replace(units=None)),
        (2499, 2, ORDER._replace(shipping="platform")),
        (2499, 2, ORDER._replace(postage=None)),
        (2798, 2, ORDER._replace(postage=Money(0, "GBP"))),
        (2499, 2, ORDER._replace(total=Money(2798, "EUR"), postage=Money(299, "EUR"))),
        (2499, 2, OrderPostage()),
    ],
)
def test_nothing_is_added_where_the_facts_do_not_show_it(refund: int, units: int | None, order: OrderPostage) -> None:
    counted = request(refund, units, order)
    assert (counted.refund, counted.outbound) == (Money(refund, "GBP"), None)


def test_a_share_of_your_own_goes_before_the_market() -> None:
    assert request(outbound_postage_share=0).outbound is None
    assert request(outbound_postage_share="0.5").outbound == Money(150, "GBP")  # 1.495, half a penny up


def test_without_a_rule_nothing_is_added() -> None:
    asked = RefundRequest(Money(2499, "GBP"))
    assert with_outbound(asked, figures(), ORDER, 2).outbound is None
    assert outbound_fact(asked) is None


def test_the_rule_is_told_once_and_what_was_added() -> None:
    counted = request()
    notes = describe.comparison_notes(counted, comparison.compare(counted, figures(landed_cost=9)))
    assert [note for note in notes if "postage" in note and "default" not in note] == [
        "Outbound postage is refunded too (a page; confidence medium).",
        "The buyer asks for the whole order without its postage, so 2.99 GBP of postage is added: the refund counts as "
        "27.98 GBP (outbound_postage_share).",
    ]


def test_a_rule_that_your_own_figure_replaces_is_not_told() -> None:
    counted = request(outbound_postage_share=0)
    notes = describe.comparison_notes(
        counted, comparison.compare(counted, figures(landed_cost=9, outbound_postage_share=0))
    )
    assert not [note for note in notes if "Outbound" in note]
