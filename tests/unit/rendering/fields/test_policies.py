"""The fields of rule sets, rules and terms."""

from __future__ import annotations

from datetime import date
from typing import Any

from aftersales.policies.load import load as load_policy
from aftersales.rendering.fields.policies import (
    OVERLAY_FIELDS,
    POLICY_FIELDS,
    RULE_FIELDS,
    TERM_FIELDS,
    RuleSetRow,
    RuleTerm,
)
from aftersales.rendering.fields.view import Field, View


def values(fields: tuple[Field, ...], row: Any) -> dict[str, Any]:
    (only,) = View(fields, [row]).objects()
    return dict(only)


def test_a_rule_set() -> None:
    row = RuleSetRow(
        "tiktok", "DE", "TikTok Shop", False, ("tiktok",), "Europe/Berlin", "EUR", checked=date(2026, 11, 1)
    )
    fields = values(POLICY_FIELDS, row)
    assert list(fields) == [name.removeprefix("is_") for name in RuleSetRow._fields]
    assert (fields["files"], fields["checked"], fields["respond"]) == (["tiktok"], "2026-11-01", None)


def test_a_rule_and_its_terms() -> None:
    rule = next(rule for rule in load_policy("tiktok", "GB").rules if rule.id == "gb.respond")
    fields = values(RULE_FIELDS, rule)
    assert (fields["rule"], fields["duty"], fields["owner"]) == ("gb.respond", "respond", "seller")
    assert fields["starts"] == sorted(rule.starts)
    assert len(fields["terms"]) == len(rule.terms)
    assert not {"rule", "duty", "owner", "outcome", "file"} & set(fields["terms"][0])  # they are the rule's
    term = values(TERM_FIELDS, RuleTerm(rule, rule.terms[0]))
    assert (term["rule"], term["length"], term["owner"]) == ("gb.respond", str(rule.terms[0].length), "seller")
    assert {name: term[name] for name in fields["terms"][0]} == fields["terms"][0]


def test_every_rule_of_every_field_is_json() -> None:
    import json

    policy = load_policy("tiktok", "GB")
    for fields, rows in ((RULE_FIELDS, policy.rules), (OVERLAY_FIELDS, policy.overlays)):
        assert json.dumps(list(View(fields, rows).objects()))
