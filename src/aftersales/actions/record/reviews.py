"""The steps on a bad review."""

from __future__ import annotations

from functools import partial
from typing import Any

from aftersales.actions import messages as message_action
from aftersales.actions.record.case_view import CaseView, Step, StepBuilder, check
from aftersales.core import choices
from aftersales.core.money import entered as entered_money
from aftersales.core.vocabulary import CAUSES

OFFERS = ("exchange", "partial-refund", "refund", "compensation", "help")
RESULTS = ("improved", "unchanged", "removed")


def cause_data(cause: str | None) -> dict[str, str]:
    """The cause as an event keeps it. Raises UsageError for one that is not known."""
    return {} if cause is None else {"cause": choices.one_of("--cause", cause, CAUSES)}


def contacted(message: str | None, cause: str | None) -> StepBuilder:
    """The seller wrote to the buyer; the wording is checked by the market's rules. Raises UsageError."""
    return partial(_contacted, message, cause_data(cause))


def _contacted(message: str | None, data: dict[str, str], view: CaseView) -> Step:
    check(view, "review.contacted")
    return Step("review.contacted", {**data, **_message_data(message, view)})


def _message_data(message: str | None, view: CaseView) -> dict[str, str]:
    text = message_action.fit_to_send(message, view.case.market, "--text")
    return {"text": text} if text else {}


def offered(what: str, amount: str | None, message: str | None, cause: str | None) -> StepBuilder:
    """The seller offered something to put things right, never more than was paid. Raises UsageError."""
    choices.one_of("--what", what, OFFERS)
    return partial(_offered, amount, message, {"what": what, **cause_data(cause)})


def _offered(amount: str | None, message: str | None, said: dict[str, str], view: CaseView) -> Step:
    check(view, "review.offered")
    data: dict[str, Any] = {**said, **_message_data(message, view)}
    if amount is not None:
        money = entered_money.parse_amount(amount, view.rules.currency, "--amount")
        if reason := entered_money.refund_refusal(money, view.case.order_amount, view.refunds.total):
            raise view.refusal(reason)
        data["amount"] = money.minor
    return Step("review.offered", data)


def resolved(result: str) -> StepBuilder:
    """How it ended. Raises UsageError for a result that is not known."""
    choices.one_of("--result", result, RESULTS)
    return partial(_resolved, result)


def _resolved(result: str, view: CaseView) -> Step:
    check(view, "review.resolved")
    return Step("review.resolved", {"result": result})
