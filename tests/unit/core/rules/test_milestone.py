"""Which milestone of an order a rule waits for."""

from __future__ import annotations

from aftersales.core.rules.milestone import awaited_milestone
from aftersales.core.rules.policy import Policy, Rule
from aftersales.core.rules.policy_file import parse_policy
from aftersales.core.time.calendar import Calendar
from tables import of_each

MARKET = {"code": "US", "timezone": "America/Los_Angeles", "currency": "USD"}


def _rule(*stops: str) -> Rule:
    term = {"length": "2 days", "source": "a page", "confidence": "low"}
    rule = {"id": "us.x", "duty": "dispatch", "starts": ["order.placed"], "stops": list(stops), "terms": [term]}
    policy: Policy = parse_policy("x.toml", {"rule": [rule]}, MARKET, Calendar("US"))
    return policy.rules[0]


@of_each(
    "stops, milestone",
    [
        (["order.ready", "order.delivered", "order.cancelled"], "order.ready"),
        (["order.dispatched", "order.cancelled"], "order.ready"),  # as files of older versions write it
        (["order.collected", "order.delivered", "order.cancelled"], "order.collected"),
        (["order.delivered", "order.cancelled"], "order.delivered"),
        (["order.delivered", "tracking.updated"], None),
        (["order.cancelled"], None),
        (["request.approved"], None),
    ],
)
def test_the_milestone_that_a_rule_waits_for(stops: list[str], milestone: str | None) -> None:
    assert awaited_milestone(_rule(*stops)) == milestone


def test_who_names_the_dispatch_means_whatever_tells_it() -> None:
    told = {"order.ready", "order.dispatched", "order.collected"}
    assert _rule("order.dispatched").stops == _rule("order.ready").stops == told
    assert _rule("order.collected").stops == {"order.collected"}
