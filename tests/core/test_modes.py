"""The return modes in money: the worked example to the penny, whose figures hold, the guards, and what always holds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.modes import comparison, describe
from aftersales.core.modes import figures as mode_figures
from aftersales.core.modes.comparison import Comparison, RefundRequest
from aftersales.core.modes.figures import Costs, Figures
from aftersales.core.money.amount import Money
from aftersales.core.requests.buyers import Counts
from aftersales.core.vocabulary import MODES

EXAMPLE = {
    "return_postage": "2.90", "handling": "2.00", "service_fee": "3.60", "service_forwarding": "2.50",
    "recovery": "0.664",
}  # fmt: skip


def table(**figures: Any) -> dict[str, Any]:
    """Figures as the configuration would hold them; None takes one out."""
    return {
        name: value if isinstance(value, bool) or name in ("currency", "category") else Decimal(str(value))
        for name, value in figures.items()
        if value is not None
    }


def figures(**own: Any) -> Figures:
    """The worked example's figures, set for the shop, with others in their place."""
    return mode_figures.figures_for(Costs(shops={"uk": table(**{**EXAMPLE, **own})}), "uk", [("LAMP-1", 1)], "GBP")


def compared(refund: int = 2500, *, offer: int | None = None, force: bool = False, **own: Any) -> Comparison:
    """The comparison for a refund in pence; what names a part of the matter goes there."""
    about = {name: own.pop(name) for name in tuple(own) if name in RefundRequest._fields}
    matter = RefundRequest(Money(refund, "GBP"), **{"address": True, **about})
    return comparison.compare(matter, figures(**own), Money(offer, "GBP") if offer else None, force=force)


def told(found: Comparison) -> dict[str, str]:
    return {m.mode: m.cost.decimal() for m in found.modes if m.cost is not None}


# --- the worked example ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("refund", "landed", "back", "expected", "best"),
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


def test_the_flip_needs_no_landed_cost_and_is_told_in_words() -> None:
    found = compared(landed_cost=None)
    assert found.break_even == ("seller-address", Money(738, "GBP"))
    assert found.recommended is None
    assert "yours is not set" in str(describe.break_even_text(found))
    words = describe.break_even_text(compared(landed_cost=9))
    assert words == (
        "above a landed cost of 7.38 GBP seller-address costs less than keep, below it more; yours is 9.00 GBP"
    )


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


# --- whose figures hold ---------------------------------------------------------------------------------------------


def test_the_sku_beats_the_shop_beats_the_overall_beats_the_default() -> None:
    own = Costs(
        table(handling=1, return_postage=1, recovery="0.1", win_probability="0.1"),
        {"uk": table(handling=2, return_postage=2), "us": table(recovery="0.9")},
        {"LAMP-1": table(handling=3), "LAMP-2": table(recovery="0.9")},
    )
    known = mode_figures.figures_for(own, "uk", [("LAMP-1", 1)], "GBP").known
    assert {
        n: (known[n].as_text(), known[n].origin) for n in ("handling", "return_postage", "recovery", "goodwill")
    } == {
        "handling": ("3", "sku LAMP-1"),
        "return_postage": ("2", "shop uk"),
        "recovery": ("0.1", "costs"),
        "goodwill": ("0", "default"),
    }
    assert "service_fee" not in known  # it has no default
    assert known["recovery_local"].as_text() == "0.1"


def test_recovery_stands_in_for_the_local_one_at_the_nearest_level() -> None:
    own = Costs({}, {"uk": table(recovery_local="0.6", recovery="0.5")}, {"A": table(recovery=0)})
    assert mode_figures.figures_for(own, "uk", [("A", 1)], "GBP").known["recovery_local"].origin == "sku A"
    assert mode_figures.figures_for(own, "uk", [("B", 1)], "GBP").known["recovery_local"].as_text() == "0.6"


def test_several_skus_in_one_parcel() -> None:
    own = Costs(
        table(handling=2),
        {},
        {
            "A": table(landed_cost=3, recovery="0.5", return_postage=4),
            "B": table(landed_cost=6, recovery="0.8", return_postage=3, returnable=False),
        },
    )
    found = mode_figures.figures_for(own, "uk", [("A", 2), ("B", 1)], "GBP")
    known = found.known
    assert (known["landed_cost"].as_text(), known["landed_cost"].origin) == ("12", "sku A, sku B")
    assert known["recovery"].value == Fraction(65, 100)  # (6 · 0.5 + 6 · 0.8) / 12
    assert (known["return_postage"].as_text(), known["return_postage"].origin) == ("4", "sku A")
    assert (known["returnable"].value, known["returnable"].origin) == (False, "sku B")
    assert found.units == 3
    assert "2 SKUs in one parcel" in found.notes[0]


def test_a_landed_cost_that_one_of_the_goods_lacks_is_missing() -> None:
    found = mode_figures.figures_for(Costs({}, {}, {"A": table(landed_cost=3)}), "uk", [("A", 1), ("B", 1)], "GBP")
    assert "landed_cost" not in found.known


def test_amounts_in_another_currency_are_passed_over_and_said() -> None:
    own = Costs(
        table(currency="CNY", handling=20, recovery="0.5"), {"uk": table(handling=2)}, {"A": table(landed_cost=9)}
    )
    found = mode_figures.figures_for(own, "uk", [("A", 1)], "GBP")
    assert found.known["handling"].origin == "shop uk"
    assert found.known["recovery"].origin == "costs"
    assert "landed_cost" not in found.known
    assert found.notes == ("sku A is in CNY, the refund in GBP: its amounts don't count",)


def test_every_key_has_a_meaning_and_a_form() -> None:
    forms = (
        *mode_figures.AMOUNTS,
        *mode_figures.SHARES,
        *mode_figures.COUNTS,
        *mode_figures.SWITCHES,
        "currency",
        "category",
    )
    assert sorted(mode_figures.FIGURE_KEYS) == sorted(forms)
    assert set(mode_figures.DEFAULTS) < set(mode_figures.FIGURE_KEYS)


# --- what is missing ------------------------------------------------------------------------------------------------


def test_without_a_fee_there_is_no_service() -> None:
    service = compared(service_fee=None, address=False).mode("local-service")
    assert not service.available
    assert service.why_not == "its fee is not known: no service_fee is set"
    assert service.cost is None


@pytest.mark.parametrize("name", ["return_postage", "handling", "recovery"])
def test_what_is_missing_is_named_and_nothing_is_made_up(name: str) -> None:
    found = compared(landed_cost=9, **{name: None})
    back = found.mode("seller-address")
    assert (back.available, back.cost, back.missing) == (True, None, (name,))
    assert found.recommended is None
    assert name in found.missing
    assert "can't be told" in describe.certainty_text(found)


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


def test_defaults_are_counted() -> None:
    found = compared(landed_cost=9)
    assert describe.certainty_text(found).startswith("12 figures, 7 of them defaults (")


# --- guards ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bar", [{"returnable": False}, *({"category": c} for c in mode_figures.UNSALEABLE)])
def test_goods_that_nobody_can_sell_again_never_come_back(bar: dict[str, Any]) -> None:
    found = compared(landed_cost=900, **bar)
    assert [m.mode for m in found.modes if m.available] == ["keep"]
    assert not found.mode("seller-address").soft
    assert "can't be resold" in str(found.mode("local-service").why_not)
    assert found.recommended == "keep"


def test_an_address_is_needed() -> None:
    found = compared(landed_cost=9, address=False)
    assert found.mode("seller-address").why_not == "the shop has no return address (return_address)"
    assert found.mode("local-service").available


@pytest.mark.parametrize("where", [{"market": "DE", "address": False}, {"market": "GB", "address": True}])
def test_the_service_is_for_gb_and_shops_without_an_address_unless_the_shop_has_a_fee(where: dict[str, Any]) -> None:
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


# --- what always holds ----------------------------------------------------------------------------------------------

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


@given(REFUND, ANY)
def test_the_terms_add_up_to_the_cost(refund: int, own: dict[str, Any]) -> None:
    for mode in of(refund, own).modes:
        if mode.cost is not None:
            assert sum(amount.minor for _, amount in mode.terms) == mode.cost.minor


@given(REFUND, ANY, st.sampled_from(["returnable", *mode_figures.UNSALEABLE]))
def test_no_return_of_what_can_t_be_resold_whatever_the_figures(refund: int, own: dict[str, Any], why: str) -> None:
    bar = {"returnable": False} if why == "returnable" else {"category": why}
    found = of(refund, {**own, **bar})
    assert not {"seller-address", "local-service"} & {m.mode for m in found.modes if m.available}
    assert found.recommended in (None, "keep", "partial")
