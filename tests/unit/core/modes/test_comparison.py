"""Return modes compared: the worked example, availability, and what always holds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.modes import comparison, describe
from aftersales.core.modes import figures as mode_figures
from aftersales.core.modes.comparison import Comparison, RefundRequest
from aftersales.core.modes.figures import Costs
from aftersales.core.money.amount import Money
from aftersales.core.requests.buyers import Counts
from aftersales.core.rules.cost_facts import CostFact
from aftersales.core.vocabulary import MODES
from aftersales.toml.reader import Source
from tables import of_each
from unit.core.modes.build import EXAMPLE, compared, figures, table


def told(found: Comparison) -> dict[str, str]:
    return {m.mode: m.cost.decimal() for m in found.modes if m.cost is not None}


@of_each(
    "refund, landed, back, expected, best",
    [
        (800, "3", True, {"keep": "8.00", "seller-address": "10.91", "local-service": "17.01"}, "keep"),
        (800, "3", False, {"keep": "8.00", "seller-address": "10.91", "local-service": "14.50"}, "keep"),
        (2500, "9", True, {"keep": "25.00", "seller-address": "23.92", "local-service": "30.02"}, "seller-address"),
        (2500, "9", False, {"keep": "25.00", "seller-address": "23.92", "local-service": "31.50"}, "seller-address"),
    ],
)
def test_the_worked_example(refund: int, landed: str, back: bool, expected: dict[str, str], best: str) -> None:
    found = compared(refund, landed_cost=landed, service_returns_goods=back)
    assert told(found) == expected
    assert found.recommended == best
    assert found.modes[0].mode == best
    assert found.break_even == ("seller-address", Money(738, "GBP"))


def test_a_tie_goes_to_the_simpler_mode() -> None:
    found = compared(
        return_postage=0, handling=0, recovery=0, landed_cost=0, service_fee=0, offer=2500, offer_acceptance=1
    )
    assert [m.mode for m in found.modes] == list(MODES)
    assert found.recommended == "keep"


def test_a_currency_without_pence() -> None:
    figures = mode_figures.figures_for(
        Costs({}, {"vn": table(return_postage=57100, handling=9000, recovery="0.5", landed_cost=200000)}),
        "vn", [("A", 1)], "VND",
    )  # fmt: skip
    found = comparison.compare(RefundRequest(Money(140600, "VND"), "VN", address=True), figures)
    assert found.mode("seller-address").cost == Money(106700, "VND")
    assert found.break_even == ("seller-address", Money(132200, "VND"))


def test_without_a_fee_there_is_no_service() -> None:
    service = compared(service_fee=None, address=False).mode("local-service")
    assert not service.available
    assert service.why_not == "its fee is unknown: set service_fee"
    assert service.cost is None


@pytest.mark.parametrize("name", ["return_postage", "handling", "recovery"])
def test_what_is_missing_is_named_and_nothing_is_made_up(name: str) -> None:
    found = compared(landed_cost=9, **{name: None})
    back = found.mode("seller-address")
    assert (back.available, back.cost, back.missing) == (True, None, (name,))
    assert found.recommended is None
    assert name in found.missing
    assert "the cheapest mode is unknown" in describe.certainty_text(found)


def test_a_figure_that_can_change_nothing_may_be_missing() -> None:
    # Whatever the postage is, 2.00 of handling is more than 0.5 · 3.00 gives back.
    found = compared(800, landed_cost=3, recovery="0.5", return_postage=None)
    assert found.recommended == "keep"
    assert "can't change" in describe.certainty_text(found)
    assert compared(landed_cost=None, recovery=0).recommended == "keep"


def test_an_offer_of_unknown_acceptance_has_no_cost() -> None:
    found = compared(landed_cost=9, offer=1000)
    assert found.mode("partial").missing == ("offer_acceptance",)
    assert found.recommended is None
    assert compared(landed_cost=9, offer=2400).recommended == "seller-address"  # never below 23.92


@of_each("bar", [{"returnable": False}, *({"category": c} for c in mode_figures.UNSALEABLE)])
def test_goods_that_nobody_can_sell_again_never_come_back(bar: dict[str, Any]) -> None:
    found = compared(landed_cost=900, **bar)
    assert [m.mode for m in found.modes if m.available] == ["keep"]
    assert not found.mode("seller-address").soft
    assert "can't be resold" in str(found.mode("local-service").why_not)
    assert found.recommended == "keep"


def test_what_is_only_unknown_is_no_reason_to_call_another_mode_the_cheapest() -> None:
    alone = {"service": False, "service_fee": None}
    unsure = compared(landed_cost=9, address=None, **alone)
    assert (unsure.recommended, unsure.mode("seller-address").unknown) == (None, True)
    assert unsure.mode("seller-address").cost is None
    # Even with an address it could not cost less than 8.00.
    assert compared(800, landed_cost=3, address=None, **alone).recommended == "keep"
    assert compared(landed_cost=9, address=False, **alone).recommended == "keep"
    # By its other figures the service costs more than 25.00 whatever its fee is, unless it sends the goods back.
    assert compared(landed_cost=9, address=False, service_fee=None).recommended == "keep"
    fee = {"address": False, "service_fee": None, "service_returns_goods": True}
    assert compared(landed_cost=90, **fee).recommended is None


def test_an_address_is_needed() -> None:
    found = compared(landed_cost=9, address=False)
    assert found.mode("seller-address").why_not == "the shop has no return address (takes_returns)"
    assert found.mode("local-service").available


@pytest.mark.parametrize("where", [{"service": False, "address": False}, {"service": True, "address": True}])
def test_the_service_is_for_its_market_and_shops_without_an_address_unless_the_shop_has_a_fee(
    where: dict[str, Any],
) -> None:
    own, matter = table(**EXAMPLE, landed_cost=9), RefundRequest(Money(2500, "GBP"), **where)
    everywhere = mode_figures.figures_for(Costs(own), "uk", [("A", 1)], "GBP")
    assert not comparison.compare(matter, everywhere).mode("local-service").available
    for level in (Costs({}, {"uk": own}), Costs(own, {}, {"A": table(service_fee=3)})):
        found = comparison.compare(matter, mode_figures.figures_for(level, "uk", [("A", 1)], "GBP"))
        assert found.mode("local-service").available


def test_the_sellers_fault_makes_the_seller_pay_and_the_buyer_sure_to_send() -> None:
    shares = {"ship_back_probability": "0.5", "landed_cost": 9}
    assert told(compared(fault="unknown", **shares))["seller-address"] == "11.96"
    fault = compared(fault="seller", group="defective", **shares)
    assert told(fault)["seller-address"] == "23.92"
    assert [(i.as_text(), i.origin) for i in fault.inputs if i.name == "ship_back_probability"] == [("1", "reason")]
    assert "your fault" in describe.comparison_notes(RefundRequest(Money(1, "GBP"), fault="seller"), fault)[0]


def test_after_a_change_of_mind_the_buyer_pays_the_postage_unless_it_is_set_otherwise() -> None:
    mind = {"fault": "buyer", "group": "change-of-mind", "landed_cost": 9}
    assert told(compared(**mind))["seller-address"] == "21.02"
    assert told(compared(**mind, return_postage=None))["seller-address"] == "21.02"
    assert told(compared(**mind, buyer_pays_postage=False))["seller-address"] == "23.92"
    assert told(compared(fault="seller", group="change-of-mind", landed_cost=9))["seller-address"] == "23.92"


def test_a_quick_refund_went_out_when_the_parcel_was_handed_in() -> None:
    found = compared(landed_cost=9, ship_back_probability="0.5", quick_refund=True)
    assert told(found)["seller-address"] == "23.92"
    assert any("appeal" in n for n in describe.comparison_notes(RefundRequest(found.refund, quick_refund=True), found))


def test_a_buyer_who_asks_often_keeps_nothing_without_force() -> None:
    often, seldom = Counts(3, 3, 0, 1), Counts(2, 4, 1, 1)
    found = compared(800, landed_cost=3, buyer=often)
    assert (found.mode("keep").available, found.mode("keep").soft) == (False, True)
    assert "repeat-buyer: 3 requests in 90 days" in str(found.mode("keep").why_not)
    assert found.recommended == "seller-address"
    assert compared(800, landed_cost=3, buyer=often, force=True).recommended == "keep"
    assert compared(800, landed_cost=3, buyer=seldom).recommended == "keep"


def test_an_offer_above_the_refund_is_none() -> None:
    found = compared(800, offer=None, landed_cost=3)
    assert "no offer" in str(found.mode("partial").why_not)
    wide = comparison.compare(RefundRequest(Money(800, "GBP")), figures(offer="8.01", offer_acceptance=1))
    assert wide.mode("partial").why_not == "an offer of 8.01 is more than the refund"


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


ALL = st.fixed_dictionaries({k: v for k, v in SOME.items() if k != "offer"})


REFUND = st.integers(1, 50_000)


def of(refund: int, own: dict[str, Any], **about: Any) -> Comparison:
    known = mode_figures.figures_for(Costs(shops={"uk": own}), "uk", [("A", 1)], "GBP")
    return comparison.compare(RefundRequest(Money(refund, "GBP"), **{"address": True, **about}), known)


@given(REFUND, ANY)
def test_the_recommended_mode_is_never_dearer_than_another(refund: int, own: dict[str, Any]) -> None:
    found = of(refund, own)
    if found.recommended is None:
        return
    best = found.mode(found.recommended)
    assert best.available
    assert best.cost is not None
    assert all(best.cost.minor <= m.cost.minor for m in found.modes if m.cost is not None)
    assert found.modes[0] == best


@given(REFUND, ANY, st.data())
def test_what_is_missing_can_t_make_another_mode_cheaper(refund: int, own: dict[str, Any], data: st.DataObject) -> None:
    found = of(refund, own)
    if found.recommended is None or not found.missing:
        return
    filled = {name: data.draw(SOME[name]) for name in found.missing}
    whole = of(refund, {**own, **filled})
    best = whole.mode(found.recommended).cost
    assert best is not None
    assert all(best.minor <= m.cost.minor for m in whole.modes if m.cost is not None)


@given(REFUND, ALL, st.sampled_from(["return_postage", "handling", "service_fee", "service_forwarding"]), AMOUNT)
def test_a_dearer_return_is_never_more_attractive(refund: int, own: dict[str, Any], name: str, more: Decimal) -> None:
    before, after = of(refund, own), of(refund, {**own, name: own[name] + more})
    for mode in ("seller-address", "local-service"):
        first, then = before.mode(mode).cost, after.mode(mode).cost
        assert first is not None
        assert then is not None
        assert then.minor >= first.minor
    assert after.mode("keep").cost == before.mode("keep").cost
    if before.recommended == "keep":
        assert after.recommended == "keep"


@given(REFUND, ALL)
def test_the_flip_point_put_in_makes_both_modes_equal(refund: int, own: dict[str, Any]) -> None:
    for mode in of(refund, own).modes:
        if mode.break_even is None:
            continue
        there = of(refund, {**own, "landed_cost": Decimal(mode.break_even.decimal())})
        assert there.mode(mode.mode).cost == there.mode("keep").cost
        above = of(refund, {**own, "landed_cost": Decimal(mode.break_even.decimal()) + 1_000_000})
        back, keep = above.mode(mode.mode).cost, above.mode("keep").cost
        assert back is not None
        assert keep is not None
        assert back.minor < keep.minor


@given(REFUND, ANY, st.sampled_from(["returnable", *mode_figures.UNSALEABLE]))
def test_no_return_of_what_can_t_be_resold_whatever_the_figures(refund: int, own: dict[str, Any], why: str) -> None:
    bar = {"returnable": False} if why == "returnable" else {"category": why}
    found = of(refund, {**own, **bar})
    assert not {"seller-address", "local-service"} & {m.mode for m in found.modes if m.available}
    assert found.recommended in (None, "keep", "partial")


# --- what the platform pays -------------------------------------------------------------------------------------------


def fact(figure: str, value: str, **more: Any) -> CostFact:
    """A cost fact of a market; `when` conditions by name."""
    when = {key: frozenset(more.pop(key)) for key in ("mode", "group", "fault", "seller") if key in more}
    return CostFact(
        figure, Decimal(value), Source("a page", None, "high", note="A note."), when, origin="tiktok-us", **more
    )


HALF = fact("return_postage_share", "0.5", group=["change-of-mind"], fault=["buyer"])
MIND = {"fault": "buyer", "group": "change-of-mind", "landed_cost": 9}


def test_the_platform_pays_a_share_of_the_postage_and_the_buyer_none_of_it() -> None:
    found = compared(return_postage="6.00", cost_facts=(HALF,), **MIND)
    postage = dict(found.mode("seller-address").terms)["return_postage"]
    assert postage == Money(300, "GBP")  # half of 6.00
    assert [(i.as_text(), i.origin) for i in found.inputs if i.name == "return_postage_share"] == [("0.5", "tiktok-us")]
    other = compared(return_postage="6.00", cost_facts=(HALF,), **{**MIND, "fault": "seller", "group": "defective"})
    assert dict(other.mode("seller-address").terms)["return_postage"] == Money(600, "GBP")


def test_a_share_of_the_sellers_own_goes_before_the_markets() -> None:
    postage = {"return_postage": "6.00", "cost_facts": (HALF,), **MIND}
    quarter = compared(**postage, return_postage_share="0.25")
    assert dict(quarter.mode("seller-address").terms)["return_postage"] == Money(150, "GBP")
    buyer = compared(**postage, buyer_pays_postage=True)  # said by the seller, not assumed
    assert dict(buyer.mode("seller-address").terms)["return_postage"] == Money(0, "GBP")


def test_the_platform_pays_a_share_of_a_refund_without_a_return_up_to_a_limit() -> None:
    half = fact("returnless_refund_share", "0.5", fault=["buyer"], up_to=Money(1000, "GBP"))
    within, above = (compared(refund, cost_facts=(half,), **MIND) for refund in (1000, 1001))
    assert within.mode("keep").cost == Money(500, "GBP")
    assert within.mode("keep").terms[:2] == (("refund", Money(1000, "GBP")), ("paid_by_platform", Money(-500, "GBP")))
    assert above.mode("keep").cost == Money(1001, "GBP")
    assert compared(1000, cost_facts=(half,), **{**MIND, "fault": "seller"}).mode("keep").cost == Money(1000, "GBP")


def test_a_fact_of_one_mode_leaves_the_others_alone() -> None:
    freight = fact("return_postage_share", "0", mode=["local-service"], seller=["cross-border"])
    terms = compared(seller="cross-border", address=False, cost_facts=(freight,), landed_cost=9)
    assert dict(terms.mode("local-service").terms)["return_postage"] == Money(0, "GBP")
    assert dict(compared(cost_facts=(freight,), landed_cost=9).mode("seller-address").terms)["return_postage"] == Money(
        290, "GBP"
    )
    assert (
        compared(seller="local", address=False, cost_facts=(freight,), landed_cost=9).mode("local-service").cost
        != terms.mode("local-service").cost
    )


def test_what_the_platform_pays_is_told_with_its_source() -> None:
    about = RefundRequest(Money(2500, "GBP"), address=True, fault="buyer", group="change-of-mind", cost_facts=(HALF,))
    notes = describe.comparison_notes(about, comparison.compare(about, figures(landed_cost=9)))
    assert "A note (a page; confidence high)." in notes
    assert not any("buyer_pays_postage" in note for note in notes)
