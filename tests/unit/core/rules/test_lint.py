"""Rules that can be read and can't be meant."""

from __future__ import annotations

from datetime import date

import pytest

from aftersales.core.rules import lint
from aftersales.core.rules.policy import Policy
from aftersales.core.rules.policy_file import parse_policy
from aftersales.core.time.calendar import Calendar
from aftersales.policies.find import markets, names
from aftersales.policies.load import load as load_policy
from tables import of_each

MARKET = {"code": "GB", "timezone": "Europe/London", "currency": "GBP"}


TERM = {"length": "2 days", "source": "x", "confidence": "high"}


def policy(**rule: object) -> Policy:
    usual = {
        "id": "r", "duty": "respond", "when": {"kind": ["refund"]}, "starts": "request.opened",
        "stops": ["request.approved"], "terms": [TERM],
    }  # fmt: skip
    return parse_policy("x.toml", {"rule": [usual | rule]}, MARKET, Calendar())


def doubts(**rule: object) -> list[str]:
    return [str(m) for m in lint.lint_policy(policy(**rule), {"respond", "refund"})]


def test_every_built_in_rule_can_be_meant() -> None:
    loaded = [load_policy(name, market) for name in names() for market in markets()]
    duties = {rule.duty for p in loaded for rule in p.rules}
    assert [str(m) for p in loaded for m in lint.lint_policy(p, duties)] == []


@of_each(
    "terms",
    [
        [TERM],
        [TERM | {"until": date(2026, 4, 1)}, TERM | {"from": date(2026, 4, 1)}],
        [TERM, TERM | {"from": date(2026, 4, 1)}],  # the newer one holds
        [TERM | {"below": "100.00"}, TERM | {"at-least": "100.00"}],
        [TERM | {"up-to": "100.00"}, TERM | {"above": "100.00"}],
        [TERM, TERM | {"started-on": ["sat", "sun"]}],
        [TERM | {"until": date(2026, 4, 1)}],  # a rule that ended
    ],
)
def test_terms_that_meet(terms: list[object]) -> None:
    assert doubts(terms=terms) == []


@of_each(
    "terms, told",
    [
        ([TERM, TERM], "terms 1 and 2 are all for every order, so the shorter"),
        (
            [TERM | {"from": date(2026, 4, 1)}] * 2,
            "terms 1 and 2 are all for every order from 2026-04-01 on, so the shorter",
        ),
        ([TERM, TERM | {"at-least": "100.00"}], "terms 1 and 2 are all for an order of 100.00 GBP, so"),
        (
            [TERM | {"up-to": "100.00"}, TERM | {"at-least": "100.00"}],
            "terms 1 and 2 are all for an order of 100.00 GBP, so",
        ),
        (
            [TERM | {"below": "100.00"}, TERM | {"above": "100.00"}],
            "no term is for an order of 100.00 GBP",
        ),
        ([TERM | {"at-least": "100.00"}], "no term is for an order of 0.00 GBP"),
        (
            [TERM | {"until": date(2026, 4, 1)}, TERM | {"from": date(2026, 5, 1)}],
            "no term is in force from 2026-04-01 until 2026-05-01",
        ),
    ],
)
def test_terms_that_overlap_or_leave_a_gap(terms: list[object], told: str) -> None:
    (found,) = doubts(terms=terms)
    assert found.startswith(f"x.toml: rule r: {told}")


@of_each(
    "rule, told",
    [
        ({"starts": "return.shipped"}, "no refund can have its start event return.shipped"),
        ({"starts": "return.deemed-delivered"}, "a rule with outcome 'deemed-delivered' is needed"),
        ({"stops": ["request.opened", "request.approved"]}, "request.opened both starts and stops it"),
        ({"starts": "request.resubmitted", "stops": "request.resubmitted"}, "both starts and stops it"),
        ({"duty": "respnd"}, "did you mean 'respond'?"),
    ],
)
def test_clocks_that_never_run_or_are_never_met(rule: dict[str, object], told: str) -> None:
    (found,) = doubts(**rule)
    assert told in found


def test_a_clock_may_start_anew_with_what_stops_the_one_before() -> None:
    both = ["request.opened", "request.resubmitted"]
    assert doubts(starts=both, stops=["request.resubmitted", "request.approved"]) == []
    assert doubts(duty="wave") == []  # a duty of the house's own


def test_of_thousands_of_rules_a_duty_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """To compare a word with every duty takes a millisecond, and a file may have 5,000 rules in 20 markets."""
    compared = list[str]()
    monkeypatch.setattr(lint, "get_close_matches", lambda word, *_, **__: compared.append(word) or ["respond"])
    for number in range(50):
        assert "did you mean" in doubts(id=f"own-{number}", duty="respondd")[0]
    assert compared == ["respondd"]
