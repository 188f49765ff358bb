"""What commands share with `triage` on a bad review: the steps of writing to the buyer, of an offer and of its end."""

from __future__ import annotations

from typing import Any

from aftersales.actions import messages as message_action
from aftersales.actions.record.write import Decide, Step, Target, check
from aftersales.core.money import entered as entered_money
from aftersales.core.vocabulary import CAUSES
from aftersales.errors import UsageError
from aftersales.ledger.queries import find

OFFERS = ("exchange", "partial-refund", "refund", "compensation", "help")
RESULTS = ("improved", "unchanged", "removed")


def caused(cause: str | None) -> dict[str, str]:
    """The cause as it is recorded. Raises UsageError for one that is not known."""
    if cause is not None and cause not in CAUSES:
        raise UsageError(f"--cause {cause!r} is not known; it takes {', '.join(CAUSES)}.")
    return {} if cause is None else {"cause": cause}


def contacted(message: str | None, cause: str | None) -> Decide:
    """The seller wrote to the buyer; the wording is checked by the market's rules. Raises UsageError."""
    said = caused(cause)

    def decide(target: Target) -> Step:
        check(target, "review.contacted")
        sent = message_action.fit_to_send(message, target.case.market, "--text")
        return Step("review.contacted", {**said, **({"text": sent} if sent else {})})

    return decide


def offered(what: str, amount: str | None, message: str | None, cause: str | None) -> Decide:
    """The seller offered something to put things right, never more than was paid. Raises UsageError."""
    if what not in OFFERS:
        raise UsageError(f"--what {what!r} is not known; it takes {', '.join(OFFERS)}.")
    said = caused(cause)

    def decide(target: Target) -> Step:
        check(target, "review.offered")
        sent = message_action.fit_to_send(message, target.case.market, "--text")
        data: dict[str, Any] = {"what": what, **said, **({"text": sent} if sent else {})}
        if amount is not None:
            money = entered_money.parse_amount(amount, target.rules.currency, "--amount")
            before = find.refunded_on_order(target.ledger, target.case.shop, target.case.order, None)
            if reason := entered_money.refund_refusal(money, target.case.order_amount, before):
                raise target.refuse(reason)
            data["amount"] = money.minor
        return Step("review.offered", data)

    return decide


def resolved(result: str) -> Decide:
    """How it ended. Raises UsageError for a result that is not known."""
    if result not in RESULTS:
        raise UsageError(f"--result {result!r} is not known; it takes {', '.join(RESULTS)}.")

    def decide(target: Target) -> Step:
        check(target, "review.resolved")
        return Step("review.resolved", {"result": result})

    return decide
