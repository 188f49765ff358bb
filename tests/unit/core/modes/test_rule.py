"""Which mode rule decides, at each boundary."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from aftersales.core.modes import rule_decision as mode_rule
from aftersales.core.modes.comparison import Mode
from aftersales.core.modes.rule import ModeRule, Offer, RequestFacts, rule_applies
from aftersales.core.modes.rule_decision import ModeDecision, decide
from aftersales.core.money.amount import Money
from tables import of_each

SHARE = Offer(Decimal(30), True)


def rule(name: str = "cheap", mode: str = "keep", **own: Any) -> ModeRule:
    """A rule as it would be read; amounts as texts by kind."""
    kinds = {"below": "below", "up_to": "up-to", "at_least": "at-least", "above": "above"}
    limits = tuple((kinds[k], Decimal(own.pop(k))) for k in tuple(own) if k in kinds)
    return ModeRule(name, mode, limits=limits, **own)


def facts(refund: int = 800, currency: str = "GBP", sku: str | None = "MUG-1", **own: Any) -> RequestFacts:
    given = {
        "shop": "uk-main", "market": "GB", "home": "GBP", "day": date(2026, 5, 1), "goods": ((sku, None),), **own,
    }  # fmt: skip
    return RequestFacts(refund=Money(refund, currency), **given)


def found(rules: list[ModeRule], about: RequestFacts, times: int | None = 0) -> ModeDecision:
    return decide(rules, about, lambda _: times)


@of_each(
    "own, refund, expected",
    [
        ({"below": "10.00"}, 999, True),
        ({"below": "10.00"}, 1000, False),
        ({"up_to": "10.00"}, 1000, True),
        ({"up_to": "10.00"}, 1001, False),
        ({"at_least": "10.00"}, 1000, True),
        ({"at_least": "10.00"}, 999, False),
        ({"above": "10.00"}, 1000, False),
        ({"above": "10.00"}, 1001, True),
        ({"at_least": "5", "below": "10"}, 750, True),
        ({"at_least": "5", "below": "10"}, 499, False),
        ({"below": "10.00", "currency": "USD"}, 100, False),
        ({"below": "10.00", "currency": "GBP"}, 100, True),
    ],
)
def test_amounts_at_their_boundaries(own: dict[str, Any], refund: int, expected: bool) -> None:
    assert rule_applies(rule(**own), facts(refund)) is expected


def test_amounts_without_a_currency_are_in_that_of_the_shops_market() -> None:
    assert rule_applies(rule(below="1500"), facts(1499, "JPY", home="JPY"))
    assert not rule_applies(rule(below="1500"), facts(1499, "USD", home="JPY"))
    none = found([rule(below="10.00")], facts(500, "USD"))
    assert none == ModeDecision("none", "cheap: its amounts are in GBP, the refund is in USD")


@of_each(
    "day, expected",
    [("2026-04-30", False), ("2026-05-01", True), ("2026-05-31", True), ("2026-06-01", False)],
)
def test_dates_from_is_in_and_until_is_out(day: str, expected: bool) -> None:
    dated = rule(since=date(2026, 5, 1), until=date(2026, 6, 1))
    assert rule_applies(dated, facts(day=date.fromisoformat(day))) is expected


@of_each(
    "own, about, expected",
    [
        ({"shops": ("uk-main",)}, {}, True),
        ({"shops": ("us-one",)}, {}, False),
        ({"markets": ("US", "GB")}, {}, True),
        ({"markets": ("US",)}, {}, False),
        ({"skus": ("MUG-1",)}, {}, True),
        ({"skus": ("MUG-*",)}, {}, True),
        ({"skus": ("MUG-1*",)}, {}, True),
        ({"skus": ("MUG",)}, {}, False),
        ({"skus": ("mug-*",)}, {}, False),
        ({"skus": ("MUG-*",)}, {"sku": None}, False),
        ({"skus": ("MUG-*",)}, {"goods": (("MUG-1", None), ("CUP-1", None))}, False),  # one parcel, one mode
        ({"skus": ("MUG-*", "CUP-1")}, {"goods": (("MUG-1", None), ("CUP-1", None))}, True),
        ({"categories": ("food",)}, {"goods": (("A", "food"), ("B", "food"))}, True),
        ({"categories": ("food",)}, {"goods": (("A", "food"), ("B", None))}, False),
        ({"reasons": ("item doesnt fit",)}, {"reason": "Item doesn’t  fit."}, True),
        ({"reasons": ("item doesnt fit",)}, {"reason": "Item doesn’t fit me"}, False),
        ({"reasons": ("item doesnt fit",)}, {}, False),
        ({"groups": ("late", "other")}, {}, True),
        ({"groups": ("late",)}, {}, False),
        ({"faults": ("unknown",)}, {}, True),
        ({"faults": ("seller",)}, {}, False),
        ({"buyer": "flagged"}, {"flagged": True}, True),
        ({"buyer": "flagged"}, {}, False),
        ({"buyer": "unflagged"}, {}, True),
        ({"buyer": "unflagged"}, {"flagged": True}, False),
        ({}, {}, True),
    ],
)
def test_each_condition(own: dict[str, Any], about: dict[str, Any], expected: bool) -> None:
    assert rule_applies(rule(**own), facts(**about)) is expected


def test_all_conditions_must_hold_and_are_told() -> None:
    mugs = rule("mugs", "seller-address", skus=("MUG-*",), at_least="5", since=date(2026, 5, 1))
    assert found([mugs], facts()) == ModeDecision(
        "decides", "SKU MUG-1; 8.00 GBP is 5 or more; ordered on 2026-05-01", "mugs", "seller-address", None, ("mugs",)
    )
    late = found([mugs], facts(day=date(2026, 4, 30), dated="request"))
    assert late.verdict == "none"
    assert late.why == ("mugs: asked for on 2026-04-30, before 2026-05-01 (the date of the order is unknown)")
    assert found([rule()], facts()).why == "it has no conditions"


def test_a_rule_that_asks_beats_every_other() -> None:
    rules = [rule("keep-it"), rule("back", "seller-address"), rule("dear", "ask", above="5")]
    assert found(rules, facts(501)) == ModeDecision(
        "ask", "5.01 GBP is above 5", "dear", "ask", None, ("keep-it", "back", "dear")
    )
    assert found(rules, facts(500)).verdict == "conflict"


def test_rules_that_come_to_different_things_are_a_conflict_that_names_them() -> None:
    both = found([rule(), rule("mugs", "partial", offer=SHARE)], facts())
    assert both == ModeDecision(
        "conflict", "cheap (keep) and mugs (partial 30 %) apply", None, "ask", None, ("cheap", "mugs")
    )


@of_each(
    "one, other, clash",
    [
        ({}, {}, False),
        ({"most": 2}, {"most": 2}, False),
        ({"most": 2}, {}, True),
        ({"most": 2}, {"most": 3}, True),
        ({"most": 2}, {"most": 2, "per": timedelta(days=30)}, True),
        ({"per": timedelta(days=30)}, {}, False),  # without a cap it says nothing
        ({"mode": "seller-address"}, {}, True),
        ({"mode": "ask"}, {}, False),
        ({"mode": "partial", "offer": SHARE}, {"mode": "partial", "offer": SHARE._replace(percent=False)}, True),
        ({"mode": "partial", "offer": SHARE}, {"mode": "partial", "offer": Offer(Decimal("30.0"), True)}, False),
    ],
)
def test_what_makes_a_difference(one: dict[str, Any], other: dict[str, Any], clash: bool) -> None:
    a, b = rule("a", **one), rule("b", **other)
    assert mode_rule.disagree(a, b) is clash
    assert mode_rule.disagree(b, a) is clash
    assert (found([a, b], facts()).verdict == "conflict") is clash


def test_a_cap_is_the_last_time_it_decides() -> None:
    capped = [rule(most=2, per=timedelta(hours=36))]
    assert [found(capped, facts(), n).verdict for n in (0, 1, 2, 3)] == ["decides", "decides", "ask", "ask"]
    assert found(capped, facts(), 2).why == "it has already decided 2 times in 36 hours for this buyer"
    nobody = found(capped, facts(), None)
    assert (nobody.verdict, nobody.rule) == ("ask", "cheap")
    assert nobody.why == "it decides 2 times in 36 hours for a buyer, and the buyer is unknown"
    assert found([rule()], facts(), None).decides  # without a cap nobody need be known


def test_what_is_offered() -> None:
    share = rule(mode="partial", offer=Offer(Decimal("12.5"), True))
    assert found([share], facts(1004)).offer == Money(126, "GBP")  # 125.5 pence, half a penny up
    assert found([share], facts(1500, "JPY")).offer == Money(188, "JPY")  # 187.5
    amount = rule(mode="partial", offer=Offer(Decimal("2.5"), False))
    assert found([amount], facts()).offer == Money(250, "GBP")
    other = found([amount], facts(800, "USD"))
    assert (other.verdict, other.why) == ("ask", "its offer is in GBP, the refund in USD")


def test_a_guard_beats_a_rule() -> None:
    keep = found([rule()], facts())
    assert mode_rule.if_available(keep, {"keep": Mode("keep")}) == keep
    barred = mode_rule.if_available(keep, {"keep": Mode("keep", False, "this buyer asks often")})
    assert (barred.verdict, barred.rule, barred.mode) == ("ask", "cheap", "ask")
    assert barred.why == "it says keep, but this buyer asks often"
    ask = found([rule(mode="ask")], facts())
    assert mode_rule.if_available(ask, {}) == ask


def test_at_most_three_rules_are_told_that_do_not_fit() -> None:
    rules = [rule(f"r{n}", shops=("other",)) for n in range(5)]
    assert found(rules, facts()).why.endswith("r2: shop uk-main, not other; and 2 more")
