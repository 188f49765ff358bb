"""What grades suggest, each amount worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.modes.grade_suggestion import GradeSuggestion, Receipt, suggest, ungraded
from aftersales.core.money.amount import Money
from aftersales.core.requests.receipt import Goods, GradedItem
from aftersales.core.rules.cost_facts import GradeRule
from aftersales.core.vocabulary import GRADES
from aftersales.policies.load import load
from aftersales.toml.reader import Source

US = load("tiktok", "US").grade_rules
DAY = date(2026, 11, 24)
ONE = (Goods("A", "Lamp", 2, 4001),)
TWO = (Goods("A", "Lamp", 2, 4000), Goods("B", "Hat", 1, 1999))


def of(
    items: Sequence[GradedItem],
    goods: Sequence[Goods] = ONE,
    asked: int | None = None,
    kind: str = "return",
    **more: bool,
) -> GradeSuggestion:
    total = sum(g.amount or 0 for g in goods) if asked is None else asked
    receipt = Receipt(7, "US", kind, more.get("quick", False), Money(total, "USD"), goods, items, DAY)
    suggestion = suggest(receipt, US)
    assert suggestion is not None
    return suggestion


def bounds(suggestion: GradeSuggestion) -> tuple[str, str, str]:
    return suggestion.outcome, str(suggestion.least), str(suggestion.most)


def test_goods_as_they_were_sent_suggest_all_of_the_money() -> None:
    suggestion = of([GradedItem("A", 2, "original")])
    assert bounds(suggestion) == ("full", "40.01 USD", "40.01 USD")
    assert suggestion.command == "aftersales refund 7"


@pytest.mark.parametrize("grade", ["minor", "severe"])
def test_damage_suggests_half_to_all_and_never_less_than_half(grade: str) -> None:
    """Half of 40.01 is 20.005: with 20.00 more than half would be kept back, so 20.01."""
    suggestion = of([GradedItem("A", 2, grade)])
    assert bounds(suggestion) == ("part", "20.01 USD", "40.01 USD")
    assert suggestion.command == "aftersales refund 7 --amount …"


def test_a_wrong_item_suggests_a_refusal() -> None:
    suggestion = of([GradedItem("A", 2, "wrong")])
    assert (suggestion.outcome, suggestion.command) == ("refuse", 'aftersales refused 7 --reason "…"')


def test_items_are_reckoned_apart() -> None:
    """One A as sent 20.00; one A damaged 10.00 to 20.00; B is the wrong thing, nothing: 30.00 to 40.00 of 59.99."""
    items = [GradedItem("A", 1, "original"), GradedItem("A", 1, "minor"), GradedItem("B", 1, "wrong")]
    suggestion = of(items, TWO)
    assert bounds(suggestion) == ("part", "30.00 USD", "40.00 USD")
    assert [step.rpartition(", ")[2] for step in suggestion.steps[:2]] == ["20.00 USD", "from 10.00 USD to 20.00 USD"]


def test_one_amount_that_is_certain_stands_in_the_command() -> None:
    """One A of two as it was sent, 20.00; B is the wrong thing: nothing of 19.99."""
    suggestion = of([GradedItem("A", 2, "original"), GradedItem("B", 1, "wrong")], TWO)
    assert bounds(suggestion) == ("part", "40.00 USD", "40.00 USD")
    assert suggestion.command == "aftersales refund 7 --amount 40.00"


def test_units_that_nobody_graded_are_not_paid_for() -> None:
    """One of two came back: half of 40.01, half a cent up."""
    suggestion = of([GradedItem("A", 1, "original")])
    assert bounds(suggestion) == ("part", "20.01 USD", "20.01 USD")
    assert ungraded(Receipt(7, "US", "return", False, None, ONE, [GradedItem("A", 1, "original")], DAY)) == 1


def test_items_whose_money_is_not_that_of_the_request_get_no_amount() -> None:
    suggestion = of([GradedItem("A", 2, "minor"), GradedItem("B", 1, "minor")], TWO, asked=5000)
    assert bounds(suggestion) == ("part", "None", "None")


def test_a_quick_refund_names_the_appeal_alone() -> None:
    assert of([GradedItem("A", 2, "wrong")], quick=True).command == "aftersales appeal 7"
    assert of([GradedItem("A", 2, "original")], quick=True).command == ""


def test_a_replacement_is_not_settled_with_money() -> None:
    assert of([GradedItem("A", 2, "severe")], kind="replacement").outcome == "none"
    assert of([GradedItem("A", 2, "wrong")], kind="replacement").outcome == "refuse"


def test_without_a_rule_nothing_is_invented() -> None:
    receipt = Receipt(7, "GB", "return", False, Money(4000, "GBP"), ONE, [GradedItem("A", 2, "minor")], DAY)
    suggestion = suggest(receipt, ())
    assert suggestion is not None
    assert (suggestion.outcome, suggestion.command, suggestion.least) == ("unknown", "", None)
    assert "no rule of GB is known" in suggestion.sentence


def test_stock_alone_suggests_nothing() -> None:
    receipt = Receipt(7, "US", "return", False, None, ONE, [GradedItem("A", 2, None, to_stock=2)], DAY)
    assert suggest(receipt, US) is None


def test_a_rule_holds_from_its_first_day_to_the_day_before_its_last() -> None:
    source = Source("a page", None, "high")
    rule = GradeRule(frozenset({"minor"}), "part", source, Decimal(0), Decimal("0.2"), DAY, date(2026, 11, 25))
    assert [rule.applies("minor", date(2026, 11, day)) for day in (23, 24, 25)] == [False, True, False]
    assert not rule.applies("severe", DAY)


_UNITS = st.tuples(st.sampled_from(GRADES), st.integers(1, 4))


@given(st.lists(_UNITS, min_size=1, max_size=5), st.integers(1, 1_000_000))
def test_a_suggestion_is_never_more_than_was_asked_for(units: list[tuple[str, int]], asked: int) -> None:
    goods = (Goods("A", None, sum(n for _, n in units), asked),)
    suggestion = of([GradedItem("A", n, grade) for grade, n in units], goods)
    if suggestion.least is not None and suggestion.most is not None:
        assert 0 <= suggestion.least.minor <= suggestion.most.minor <= asked
