"""The rule for refused goods that go back to the buyer."""

from __future__ import annotations

from aftersales.core.cases.model import Case
from aftersales.core.rules.policy import Policy, Rule

CALLED = "send-back.called"


def send_back_rule(case: Case, policy: Policy) -> Rule | None:
    """The rule by which a case's refused goods go back once customer service calls, or None. Where a market has one,
    the postage is reimbursed.
    """
    rules = (rule for rule, _ in policy.starting(CALLED, case.kind) if rule.duty == "send-back")
    return next((r for r in rules if case.fulfilment in r.when.get("fulfilment", (case.fulfilment,))), None)
