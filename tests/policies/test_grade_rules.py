"""What goes back by grade: the built-in table, and the mistakes that a table of one's own may have."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales.core.rules.cost_facts import GRADE_OUTCOMES, parse_grade_rules
from aftersales.core.rules.policy_values import PolicyReader
from aftersales.core.vocabulary import GRADES
from aftersales.errors import PolicyError
from aftersales.policies.find import markets
from aftersales.policies.load import load as load_policy
from tables import of_each

SOURCE = {"source": "a page", "confidence": "high"}


def test_the_us_has_a_rule_for_each_grade_and_no_other_market_has_any() -> None:
    known = {market: load_policy("tiktok", market).grade_rules for market in markets()}
    assert {market for market, rules in known.items() if rules} == {"US"}
    outcome = {grade: rule.outcome for rule in known["US"] for grade in rule.grades}
    assert outcome == {"original": "full", "minor": "part", "severe": "part", "wrong": "refuse"}
    assert set(outcome) == set(GRADES)
    assert set(outcome.values()) == set(GRADE_OUTCOMES)
    assert {str(rule.most_off) for rule in known["US"] if rule.outcome == "part"} == {"0.5"}
    assert all(rule.source.text and rule.source.note for rule in known["US"])


@of_each(
    "table, says",
    [
        ({"grade": ["minr"], "refund": "full"}, "did you mean 'minor'?"),
        ({"grade": ["minor"], "refund": "half"}, "refund is 'half'"),
        ({"grade": ["minor"], "refund": "part"}, "most-off is missing"),
        ({"grade": ["minor"], "refund": "part", "most-off": "50"}, "a share from 0 to 1"),
        ({"grade": ["minor"], "refund": "part", "most-off": "0.1", "least-off": "0.2"}, "is more than most-off"),
        ({"grade": ["minor"], "refund": "full", "most-off": "0.1"}, "need refund"),
        ({"refund": "full"}, "grade is missing"),
        ({"grade": ["minor"], "refund": "full", "of": 1}, "of"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_number(table: dict[str, Any], says: str) -> None:
    reader = PolicyReader("own.toml", "USD")
    parse_grade_rules(reader, [{**table, **SOURCE}], "own")
    with pytest.raises(PolicyError) as mistakes:
        reader.done()
    assert "grade number 1" in str(mistakes.value)
    assert says in str(mistakes.value)
