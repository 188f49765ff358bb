"""What the commands share that approve a request: the step that is recorded, and whether there is somebody to ask.
Leaves comparing the modes to `choice`, which a plain approval need not load.
"""

from __future__ import annotations

import sys

from aftersales.actions.record.write import Step, Target, check
from aftersales.core.money import entered as entered_money
from aftersales.core.vocabulary import MODES
from aftersales.errors import UsageError
from aftersales.ledger.facts import deliveries
from aftersales.ledger.queries import find


def known(mode: str | None) -> None:
    """Raises UsageError for a word that is no mode."""
    if mode is not None and mode not in MODES:
        raise UsageError(f"--mode {mode!r} is not known; it takes {', '.join(MODES)}.")


def may_ask(form: str) -> bool:
    """Whether there is somebody to ask: a person at a terminal, who sees the page too."""
    return form == "table" and sys.stdin.isatty() and sys.stdout.isatty()


def step(target: Target, mode: str | None, amount: str | None) -> Step:
    """The step of an approval, with the mode in which a return is settled, or of an offer of a part."""
    if mode == "partial":
        return _offer(target, str(amount))
    state, case = target.told.state, target.case
    if mode is not None and case.kind == "return" and (state.decision, state.mode) == ("approved", "undecided"):
        check(target, "request.approved", again=True)  # approved before, the mode said now
        return Step("request.approved", {"mode": mode})
    check(target, "request.approved")
    if case.kind != "return":
        if mode is not None:
            raise target.refuse(f"--mode is for returns; this is a {case.kind}")
        return Step("request.approved", beside=_cancelled(target))
    told = Step("request.approved", {"mode": mode} if mode else {})
    if mode is None:
        told.warnings.append(f"mode undecided; say it with: aftersales approve {case.id} --mode MODE")
    return told


def _cancelled(target: Target) -> list[tuple[int, str, dict[str, str]]]:
    """A cancellation that is approved ends the order's delivery too."""
    if target.case.kind != "cancellation" or target.case.order is None:
        return []
    followed = deliveries.of_order(target.ledger, target.case.shop, target.case.order)
    return [] if followed is None else [(followed, "order.cancelled", {"by": "buyer"})]


def _offer(target: Target, amount: str) -> Step:
    check(target, "request.offered")
    offer = entered_money.parse_amount(amount, target.rules.currency, "--amount")
    if target.case.amount is not None and offer.minor > target.case.amount.minor:
        raise target.refuse(f"an offer of {offer} is more than the {target.case.amount} asked for")
    before = find.refunded_on_order(target.ledger, target.case.shop, target.case.order, None)
    if reason := entered_money.refund_refusal(offer, target.case.order_amount, before):
        raise target.refuse(reason)
    return Step("request.offered", {"amount": offer.minor})
