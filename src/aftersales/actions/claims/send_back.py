"""The steps of refused goods that go back to the buyer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from aftersales.actions.record.case_view import CaseView, Step, StepBuilder, check
from aftersales.core.claims.send_back import CALLED, send_back_rule
from aftersales.core.money import entered as entered_money
from aftersales.core.money.amount import Money
from aftersales.core.recovery import SENT_BACK, postage_paid
from aftersales.language import tr


def called() -> StepBuilder:
    """Customer service called: the goods are to go back to the buyer."""
    return _called


def _called(view: CaseView) -> Step:
    check(view, CALLED)
    rule = send_back_rule(view.case, view.rules_in_force.policy(view.case.shop))
    return Step(CALLED, {}, [] if rule is not None else [_no_rule(view)])


def _no_rule(view: CaseView) -> str:
    return tr(
        "no rule of {market} says until when the goods must go back, or that the postage is reimbursed: ask customer "
        "service",
        market=view.case.market,
    )


def sent(tracking: str | None, postage: str | None) -> StepBuilder:
    """The goods are on their way back. Raises UsageError for an invalid tracking number, or an amount that isn't
    one in the case's currency.
    """
    data: dict[str, Any] = {}
    if tracking is not None:
        data["tracking"] = entered_money.parse_remark(tracking, "--tracking")
    return partial(_sent, data, postage)


def _sent(data: dict[str, Any], postage: str | None, view: CaseView) -> Step:
    check(view, SENT_BACK)
    rule = send_back_rule(view.case, view.rules_in_force.policy(view.case.shop))
    said = dict(data)
    if postage is not None:
        said["amount"] = _amount(view, postage, "--postage").minor
        said["reimbursed"] = rule is not None
    return Step(SENT_BACK, said, list(_advice(view, said, reimbursed=rule is not None)))


def _advice(view: CaseView, data: dict[str, Any], *, reimbursed: bool) -> Iterator[str]:
    """What the seller should know of the postage."""
    if not reimbursed:
        if view.derived.state.send_back == "none":
            yield _no_rule(view)
    elif "amount" not in data:
        yield tr("the postage is reimbursed: to have it followed, `undo` and give it with --postage")
    else:
        yield tr("the postage is reimbursed: give customer service the tracking number and the receipt")


def _amount(view: CaseView, typed: str, option: str) -> Money:
    known = view.case.amount or view.case.order_amount
    return entered_money.parse_amount(typed, known.currency if known else view.rules.currency, option)


def reimbursed(amount: str | None, *, force: bool) -> StepBuilder:
    """The postage was reimbursed: this much of it, or all where no amount is typed."""
    return partial(_reimbursed, amount, force)


def _reimbursed(typed: str | None, force: bool, view: CaseView) -> Step:
    check(view, "send-back.reimbursed")
    known = view.case.amount or view.case.order_amount
    minor = postage_paid(happening.event for happening in view.derived.timeline.happenings)
    postage = Money(minor, known.currency if known else view.rules.currency)
    if typed is None and not minor:
        raise view.refusal(
            tr("what it cost to send the goods back was not recorded; say with --amount how much came"),
            "send-back reimbursed",
        )
    paid = postage if typed is None else _amount(view, typed, "--amount")
    warnings = list(_too_much(view, paid, postage, force=force))
    if paid.minor < minor:
        warnings.append(tr("{paid} is less than the {postage} that you paid", paid=paid, postage=postage))
    return Step("send-back.reimbursed", {"amount": paid.minor}, warnings)


def _too_much(view: CaseView, paid: Money, postage: Money, *, force: bool) -> Iterator[str]:
    """Refuse more than the postage; with `force` give the warning that says so."""
    if not postage.minor or paid.minor <= postage.minor:
        return
    sentence = tr("{paid} is more than the {postage} that you paid", paid=paid, postage=postage)
    if not force:
        raise view.refusal(tr("{sentence}; use --force if it is right", sentence=sentence), "send-back reimbursed")
    yield sentence


def dropped(reason: str | None) -> StepBuilder:
    """The goods need not go back, or no postage is reimbursed. Raises UsageError for an empty reason."""
    data: dict[str, Any] = {} if reason is None else {"reason": entered_money.parse_remark(reason, "--reason")}
    return partial(_dropped, data)


def _dropped(data: dict[str, Any], view: CaseView) -> Step:
    check(view, "send-back.dropped")
    return Step("send-back.dropped", data)
