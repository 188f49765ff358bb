"""Differences between two policies."""

from __future__ import annotations

from dataclasses import replace

from aftersales.core.rules import diff
from aftersales.core.rules.policy import Policy
from aftersales.core.rules.policy_file import parse_policy
from aftersales.core.time.calendar import Calendar

MARKET = {"code": "GB", "timezone": "Europe/London", "currency": "GBP"}


TERM = {"length": "2 days", "source": "x", "confidence": "high"}


def rules(*ids: str) -> Policy:
    """The usual rule several times."""
    parsed = [policy(id=name).rules[0] for name in ids]
    return replace(policy(), rules=tuple(parsed))


def policy(**rule: object) -> Policy:
    usual = {
        "id": "r", "duty": "respond", "when": {"kind": ["refund"]}, "starts": "request.opened",
        "stops": ["request.approved"], "terms": [TERM],
    }  # fmt: skip
    return parse_policy("x.toml", {"rule": [usual | rule]}, MARKET, Calendar())


def test_differences_are_told_in_words() -> None:
    before, after = policy(), policy(outcome="auto-approved", terms=[TERM | {"length": "3 days"}])
    (told,) = diff.rule_differences(before, after)
    assert (told.change, told.changes) == (
        "changed",
        (("outcome", "unknown", "auto-approved"), ("term 1", "2 days", "3 days")),
    )
    assert diff.rule_differences(before, policy(id="other")) == []
    assert [d.change for d in diff.rule_differences(before, rules("b", "c"))] == ["removed", "added", "added"]
    assert [d.change for d in diff.rule_differences(rules("b", "c"), before)] == ["removed", "removed", "added"]
    assert diff.rule_differences(rules("b", "r"), rules("c", "r")) == []  # only `b` and `c` have no other
    removed, added = diff.rule_differences(policy(id="a", duty="refund"), policy(id="b", duty="dispute"))
    assert (removed.change, added.change) == ("removed", "added")


def test_that_the_limits_compare_another_value_is_told() -> None:
    (found,) = diff.rule_differences(policy(), policy(**{"value-of": "item"}))
    assert found.changes == (("value-of", None, "item"),)
