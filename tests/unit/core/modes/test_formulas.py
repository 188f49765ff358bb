"""Costs term by term, by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.modes import comparison, describe
from aftersales.core.modes import figures as mode_figures
from aftersales.core.modes.comparison import Comparison, RefundRequest
from aftersales.core.modes.figures import Costs
from aftersales.core.money.amount import Money
from unit.core.modes.build import compared


def test_the_terms_of_a_cost_by_name() -> None:
    found = compared(2500, landed_cost=9, service_returns_goods=True, service_monthly_fee=30, expected_returns=20)
    assert {n: m.decimal() for n, m in found.mode("seller-address").terms} == {
        "refund": "25.00", "return_postage": "2.90", "handling": "2.00", "recovered": "-5.98", "won_back": "0.00",
    }  # fmt: skip
    assert {n: m.decimal() for n, m in found.mode("local-service").terms} == {
        "refund": "25.00", "return_postage": "2.90", "service_fee": "3.60", "handling": "2.00",
        "service_forwarding": "2.50", "recovered": "-5.98", "won_back": "0.00", "service_monthly": "1.50",
    }  # fmt: skip
    words = " ".join(describe.cost_terms(found.mode("seller-address")))
    assert words == "refund 25.00 + return postage 2.90 + handling 2.00 - resale 5.98"


def test_goods_that_the_service_keeps_are_neither_handled_forwarded_nor_resold() -> None:
    found = compared(landed_cost=9, service_returns_goods=False, handling=None, recovery=None, service_forwarding=None)
    service = found.mode("local-service")
    assert [name for name, _ in service.terms] == [
        "refund", "return_postage", "service_fee", "won_back", "service_monthly",
    ]  # fmt: skip
    assert (service.cost, service.break_even, service.missing) == (Money(3150, "GBP"), None, ())


def test_by_hand_with_every_probability() -> None:
    # q = 0.8, f = 0.25, a = 0.4: 0.8 · (25 + 2.9 + 2 - 0.75 · 0.664 · 9 - 0.1 · 25) = 18.33 (4.482 back, 2.50 won)
    shares = {"ship_back_probability": "0.8", "false_claim_probability": "0.25", "win_probability": "0.4"}
    found = compared(landed_cost=9, goodwill=1, abuse_penalty="0.5", **shares)
    assert found.mode("seller-address").cost == Money(1833, "GBP")
    assert found.mode("keep").cost == Money(2450, "GBP")


def test_an_offer_weighs_acceptance_against_the_cheapest_of_the_others() -> None:
    # 0.6 · 10 + 0.4 · 23.92 (exactly 23.924) = 15.57
    found = compared(landed_cost=9, offer=1000, offer_acceptance="0.6")
    assert found.mode("partial").cost == Money(1557, "GBP")
    assert found.recommended == "partial"
    assert found.mode("partial").inputs[0].origin == "--offer"


def test_half_a_penny_counts_up_and_the_terms_still_add_up() -> None:
    found = compared(1001, ship_back_probability="0.5", return_postage=0, handling=0, recovery=0, landed_cost=0)
    assert found.mode("seller-address").cost == Money(501, "GBP")
    assert sum(m.minor for _, m in found.mode("seller-address").terms) == 501


AMOUNT = st.integers(0, 20_000).map(lambda n: Decimal(n) / 100)


SHARE = st.integers(0, 1000).map(lambda n: Decimal(n) / 1000)


SOME = {
    "return_postage": AMOUNT, "handling": AMOUNT, "service_fee": AMOUNT, "service_forwarding": AMOUNT,
    "goodwill": AMOUNT, "abuse_penalty": AMOUNT, "recovery": SHARE, "recovery_local": SHARE, "landed_cost": AMOUNT,
    "ship_back_probability": SHARE, "false_claim_probability": SHARE, "win_probability": SHARE, "offer": AMOUNT,
    "offer_acceptance": SHARE, "service_monthly_fee": AMOUNT,
    "expected_returns": st.integers(1, 500).map(Decimal), "service_returns_goods": st.booleans(),
}  # fmt: skip


ANY = st.fixed_dictionaries({}, optional=SOME)


REFUND = st.integers(1, 50_000)


def of(refund: int, own: dict[str, Any], **about: Any) -> Comparison:
    known = mode_figures.figures_for(Costs(shops={"uk": own}), "uk", [("A", 1)], "GBP")
    return comparison.compare(RefundRequest(Money(refund, "GBP"), **{"address": True, **about}), known)


@given(REFUND, ANY)
def test_the_terms_add_up_to_the_cost(refund: int, own: dict[str, Any]) -> None:
    for mode in of(refund, own).modes:
        if mode.cost is not None:
            assert sum(amount.minor for _, amount in mode.terms) == mode.cost.minor
