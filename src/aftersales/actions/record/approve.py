"""The steps of an approval and of an offer of a part."""

from __future__ import annotations

from functools import partial

from aftersales.actions.record.case_view import CaseView, Step, StepBuilder, check
from aftersales.core import choices
from aftersales.core.cases.model import State
from aftersales.core.money import entered as entered_money
from aftersales.core.vocabulary import MODES, UNDECIDED, label
from aftersales.language import tr


def refuse_unknown_mode(mode: str | None) -> None:
    """Raises UsageError for an unknown mode."""
    if mode is not None:
        choices.one_of("--mode", mode, MODES)


def approved(mode: str | None, amount: str | None) -> StepBuilder:
    """The seller approves, with the mode in which a return is settled, or offers a part."""
    return partial(approval_step, mode=mode, amount=amount)


def approval_step(view: CaseView, mode: str | None, amount: str | None) -> Step:
    """The step of an approval, with the mode in which a return is settled, or of an offer of a part. Raises
    TransitionRefused, and UsageError for an invalid amount.
    """
    if mode == "partial":
        return _offer(view, str(amount))
    state, case = view.derived.state, view.case
    if mode is not None and case.kind == "return" and (state.decision, state.mode) == ("approved", "undecided"):
        check(view, "request.approved", again=True)  # approved before, the mode said now
        return Step("request.approved", {"mode": mode})
    check(view, "request.approved")
    if case.kind != "return":
        if mode is not None:
            raise view.refusal(tr("--mode is for returns, not for this {kind}", kind=label(case.kind)))
        # A cancellation that is approved ends the order's delivery too.
        ended = [] if view.delivery is None else [(view.delivery, "order.cancelled", {"by": "buyer"})]
        return Step("request.approved", whole(state), beside=ended)
    step = Step("request.approved", {"mode": mode} if mode else whole(state))
    if mode is None:
        step.warnings.append(tr("mode undecided; record it with: aftersales approve {case} --mode MODE", case=case.id))
    return step


def whole(state: State) -> dict[str, str]:
    """The data of an approval without a mode: all that was asked for is approved, even if less was offered before."""
    return {"mode": UNDECIDED} if state.decision == "offered" else {}


def _offer(view: CaseView, amount: str) -> Step:
    check(view, "request.offered")
    offer = entered_money.parse_amount(amount, view.rules.currency, "--amount")
    if reason := entered_money.offer_refusal(offer, view.case.amount):
        raise view.refusal(reason).asking("amount")
    if reason := entered_money.refund_refusal(offer, view.case.order_amount, view.refunds.total):
        raise view.refusal(reason).asking("amount")
    return Step("request.offered", {"amount": offer.minor})
