"""Requests that Seller Center answers by automatic rules."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aftersales.context.app import App
from aftersales.core.auto_rules.auto_rule import AutoAnswer, auto_answer
from aftersales.core.cases.model import Case
from aftersales.core.clocks.derive import derive
from aftersales.policies import library


def answer_of(app: App, case: Case, zone: ZoneInfo) -> AutoAnswer | None:
    """The answer that Seller Center gives to a request by an automatic rule of its shop; None where none applies."""
    rules = app.rules.shop(case.shop, case.market).auto_rules
    if not rules:
        return None
    policy = app.rules.policy(case.shop, case.market)
    return auto_answer(case, derive(case, policy, zone), rules, library.reasons(), zone, policy.currency)
