"""Mode rules that could decide the same return, against trying every return."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.core.modes import rule_conflicts as conflicts
from aftersales.core.modes.figures import Costs
from aftersales.core.modes.rule import ModeRule, RequestFacts, category_of, rule_applies
from aftersales.core.modes.rule_conflicts import ConflictScope
from aftersales.core.modes.rule_decision import ModeDecision, decide, disagree
from aftersales.core.money.amount import Money
from aftersales.core.requests import reasons
from aftersales.policies import library
from tables import of_each

TABLE = library.reasons()


def rule(name: str = "cheap", mode: str = "keep", **own: Any) -> ModeRule:
    """A rule as it would be read; amounts as texts by kind."""
    kinds = {"below": "below", "up_to": "up-to", "at_least": "at-least", "above": "above"}
    limits = tuple((kinds[k], Decimal(own.pop(k))) for k in tuple(own) if k in kinds)
    return ModeRule(name, mode, limits=limits, **own)


def found(rules: list[ModeRule], about: RequestFacts, times: int | None = 0) -> ModeDecision:
    return decide(rules, about, lambda _: times)


TODAY = date(2026, 11, 24)


COSTS = Costs(
    overall={},
    shops={"us-one": {"category": "lamps"}},
    skus={"MUG-1": {"category": "food"}, "CUP-1": {"category": "lamps"}, "MUG-2": {}},
)


WORLD = ConflictScope({"uk-main": "GB", "us-one": "US"}, {"GB": "GBP", "US": "USD", "JP": "JPY"}, COSTS, TABLE, TODAY)


def clashing(one: ModeRule, other: ModeRule) -> str | None:
    found = next(conflicts.find_conflicts([one, other], WORLD), None)
    return conflicts.describe_conflict(found) if found else None


def test_a_clash_is_told_with_an_example() -> None:
    cheap = rule(below="20", since=date(2026, 5, 1), until=date(2026, 5, 2))
    mugs = rule("mugs", "seller-address", skus=("MUG-*",), shops=("uk-main",))
    assert clashing(cheap, mugs) == (
        "a return of 12.00 GBP, ordered on 2026-05-01 in uk-main (GB), SKU MUG-3, would be decided by both "
        "cheap (keep) and mugs (seller-address)"
    )


@of_each(
    "one, other, expected",
    [
        ({"below": "10"}, {"at_least": "10"}, None),
        ({"up_to": "10"}, {"at_least": "10"}, "10.00 GBP"),
        ({"below": "10"}, {"above": "9.98"}, "9.99 GBP"),
        ({"below": "10"}, {"above": "9.99"}, None),  # nothing lies between two pennies
        ({"below": "10", "currency": "JPY"}, {"above": "8", "currency": "JPY"}, "9 JPY"),
        ({"below": "10", "currency": "JPY"}, {"above": "9", "currency": "JPY"}, None),
        ({"below": "10", "currency": "USD"}, {"below": "10", "currency": "GBP"}, None),
        ({"below": "10", "currency": "USD"}, {"below": "9"}, "in us-one (US)"),  # there the market's is the same
        ({"until": date(2026, 5, 1)}, {"since": date(2026, 5, 1)}, None),
        ({"until": date(2026, 5, 2)}, {"since": date(2026, 5, 1)}, "2026-05-01"),
        ({"until": date(2026, 5, 2)}, {}, "2026-05-01"),
        ({"since": date(2027, 1, 1)}, {}, "2027-01-01"),
        ({"shops": ("uk-main",)}, {"markets": ("US",)}, None),
        ({"shops": ("us-one", "uk-main")}, {"markets": ("US",)}, "us-one (US)"),
        ({"markets": ("JP",)}, {}, "12 JPY, ordered on 2026-11-24 in JP"),
        ({"markets": ("JP",)}, {"markets": ("US",)}, None),
        ({"skus": ("MUG-*",)}, {"skus": ("MUG-9",)}, "SKU MUG-9"),
        ({"skus": ("MU*",)}, {"skus": ("MUG-*",)}, "SKU MUG-3"),
        ({"skus": ("CUP-*",)}, {"skus": ("MUG-*",)}, None),
        ({"skus": ("MUG",)}, {"skus": ("MUG-*",)}, None),
        ({"categories": ("food",)}, {"skus": ("MUG-*",)}, "SKU MUG-1, category food"),
        ({"categories": ("food",)}, {"skus": ("CUP-*",)}, None),
        ({"categories": ("food",)}, {"categories": ("lamps",)}, None),
        ({"categories": ("lamps",)}, {"skus": ("MUG-*",)}, "us-one (US), SKU MUG-3, category lamps"),
        ({"categories": ("toys",)}, {}, None),  # nothing is of that category
        ({"reasons": ("item doesnt fit",)}, {"groups": ("change-of-mind",)}, "reason “item doesnt fit”"),
        ({"reasons": ("item doesnt fit",)}, {"groups": ("late",)}, None),
        ({"reasons": ("item doesnt fit",)}, {"faults": ("seller",)}, None),
        ({"groups": ("late",)}, {"faults": ("seller",)}, None),
        ({"groups": ("late", "defective")}, {"faults": ("seller",)}, "reason group defective"),
        ({"groups": ("other",)}, {"faults": ("unknown",)}, "reason group other"),
        ({"buyer": "flagged"}, {"buyer": "unflagged"}, None),
        ({"buyer": "flagged"}, {}, "the buyer flagged"),
    ],
)
def test_where_two_rules_meet(one: dict[str, Any], other: dict[str, Any], expected: str | None) -> None:
    a, b = rule("a", **one), rule("b", "seller-address", **other)
    for told in (clashing(a, b), clashing(b, a)):
        assert (told is None) == (expected is None), told
        assert expected is None or expected in str(told)


def _some(values: list[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.one_of(st.just(()), st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple))


DAYS = [date(2026, 5, d) for d in (1, 2, 3)]


REASONS = ["Item doesn't fit", "Missed estimated delivery", "Product is defective or doesn't work", None]


RULES = st.builds(
    ModeRule,
    id=st.just("x"),
    offer=st.none(),
    most=st.sampled_from([None, 1]),
    per=st.just(timedelta(days=90)),
    mode=st.sampled_from(["keep", "seller-address"]),
    shops=_some(["uk-main", "us-one"]),
    markets=_some(["GB", "US"]),
    skus=_some(["MUG-*", "MUG-1", "MU*", "CUP-1", "CU*"]),
    categories=_some(["food", "lamps"]),
    reasons=_some([reasons.normalised(r) for r in REASONS if r]),
    groups=_some(["change-of-mind", "late", "defective", "other"]),
    faults=_some(["buyer", "carrier", "seller", "unknown"]),
    buyer=st.sampled_from(["", "", "flagged", "unflagged"]),
    limits=st.lists(
        st.tuples(st.sampled_from(["below", "up-to", "at-least", "above"]), st.sampled_from([Decimal(2), Decimal(3)])),
        max_size=2,
    ).map(tuple),
    currency=st.sampled_from([None, None, "GBP", "USD"]),
    since=st.one_of(st.none(), st.sampled_from(DAYS)),
    until=st.one_of(st.none(), st.sampled_from(DAYS)),
    kinds=st.just(()),  # of other kinds than returns, and of states of orders: the test below
    states=st.just(()),
)


@functools.cache
def everything() -> list[RequestFacts]:
    """Every return of a small world: each place, SKU, reason, kind of buyer, day and a refund around each boundary."""
    places = [("uk-main", "GB", "GBP"), ("us-one", "US", "USD"), ("", "GB", "GBP"), ("", "US", "USD")]
    all_of_it = itertools.product(
        places, ("GBP", "USD"), (199, 200, 201, 300, 301), (*DAYS, date(2026, 4, 30), date(2026, 5, 4)),
        (None, "MUG-1", "MUG-2", "MUG-9", "MUX", "CUP-1", "CUP-2", "CUT"), REASONS, (False, True),
    )  # fmt: skip
    return [
        RequestFacts(
            shop, market, home, Money(amount, currency), day,
            ((sku, category_of(COSTS, shop, sku)),),
            reason, reasons.group(reason, TABLE), reasons.fault(reason, TABLE), flagged,
        )
        for (shop, market, home), currency, amount, day, sku, reason, flagged in all_of_it
    ]  # fmt: skip


@settings(max_examples=60)
@given(RULES, RULES)
@pytest.mark.slow
def test_the_intersection_is_that_of_trying_every_return(one: ModeRule, other: ModeRule) -> None:
    world = replace(WORLD, currencies={"GB": "GBP", "US": "USD"}, today=DAYS[1])
    example = conflicts.example_return([one, other], world)
    tried = next((f for f in everything() if rule_applies(one, f) and rule_applies(other, f)), None)
    assert (example is None) == (tried is None), (example, tried)
    if example is not None:
        assert rule_applies(one, example)
        assert rule_applies(other, example)
        # It is a return that can be: what hangs together does.
        assert example.group == reasons.group(example.reason, TABLE)
        assert example.fault == reasons.fault(example.reason, TABLE)
        assert world.shops.get(example.shop, example.market) == example.market
        assert all(own == category_of(COSTS, example.shop, sku) for sku, own in example.goods)
        if disagree(one, other):
            assert decide([one, other], example, lambda _: 0).verdict == "conflict"


KINDS = st.lists(st.sampled_from(["return", "refund", "cancellation"]), max_size=2, unique=True).map(tuple)
STATES = st.lists(st.sampled_from(["awaiting-shipment", "in-transit", "unknown"]), max_size=2, unique=True).map(tuple)


@given(
    st.tuples(KINDS, STATES, st.sampled_from(["approve", "ask"])),
    st.tuples(KINDS, STATES, st.sampled_from(["approve", "ask"])),
)
def test_kinds_and_states_of_orders_are_met_where_any_request_meets_both(one: Any, other: Any) -> None:
    rules = [
        rule(name, mode, kinds=kinds, states=states)
        for name, (kinds, states, mode) in zip("ab", (one, other), strict=True)
    ]
    example = conflicts.example_return(rules, WORLD)
    tried = [
        RequestFacts("uk-main", "GB", "GBP", Money(800, "GBP"), TODAY, kind=kind, state=state)
        for kind in ("return", "refund", "cancellation")
        for state in ("awaiting-shipment", "in-transit", "unknown", "delivered")
    ]
    assert (example is None) == (not any(all(rule_applies(r, facts) for r in rules) for facts in tried))
    assert example is None or all(rule_applies(r, example) for r in rules)


@given(st.lists(RULES, max_size=6))
def test_no_conflict_is_left_out_before_it_is_looked_for(rules: list[ModeRule]) -> None:
    rules = [rule._replace(id=str(number)) for number, rule in enumerate(rules)]
    found = {(conflict.first.id, conflict.second.id) for conflict in conflicts.find_conflicts(rules, WORLD)}
    assert found == {
        (one.id, other.id)
        for one, other in itertools.combinations(rules, 2)
        if disagree(one, other) and conflicts.example_return([one, other], WORLD) is not None
    }


@pytest.mark.parametrize(
    "conditions",
    [
        lambda n: {"skus": (f"{n:05}-MUG",)},
        lambda n: {"skus": (f"MUG-{n:05}-*",)},
        lambda n: {"limits": (("at-least", Decimal(n)), ("below", Decimal(n + 1)))},
    ],
)
def test_of_many_rules_that_never_meet_no_example_is_sought(
    monkeypatch: pytest.MonkeyPatch, conditions: Callable[[int], dict[str, Any]]
) -> None:
    """To seek one takes a hundred times as long as to tell two rules apart."""
    sought: list[Any] = []
    monkeypatch.setattr(conflicts, "example_return", lambda rules, _world: sought.append(rules))
    rules = [ModeRule(str(n), ("keep", "seller-address")[n % 2], **conditions(n)) for n in range(400)]
    assert (list(conflicts.find_conflicts(rules, WORLD)), sought) == ([], [])
