"""The step of a refund, and what may come back of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from aftersales.actions.record.case_view import CaseView, Step, StepBuilder, check
from aftersales.core.cases import state as case_state
from aftersales.core.cases.model import Case
from aftersales.core.claims.claim import newest_claim
from aftersales.core.money import entered as entered_money
from aftersales.core.money.amount import Money
from aftersales.core.recovery import of_refund
from aftersales.core.vocabulary import label
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import find

# Nobody asked for money on these: what is paid is goodwill.
_GOODWILL = ("review", "delivery")


def refunded(amount: str | None, channel: str = "original") -> StepBuilder:
    """The money went back; without an amount, what is still owed. Raises UsageError for a channel without a name."""
    return partial(_refunded, amount, entered_money.parse_remark(channel, "--channel"))


def _refunded(typed: str | None, channel: str, view: CaseView) -> Step:
    check(view, "refund.issued")
    refund = _amount(view, typed)
    refunded_before = view.derived.state.refunded + view.refunds.others
    if reason := entered_money.refund_refusal(refund, view.case.order_amount, refunded_before):
        raise view.refusal(reason)
    data: dict[str, Any] = {"amount": refund.minor, "channel": channel}
    warnings = list(_differences(view, refund))
    if channel != "original":
        data["flags"] = ["other-channel"]
        warnings.append(
            tr(
                "refunded by {channel}, not the way the buyer paid; the platform expects the original payment method",
                channel=channel,
            )
        )
    return Step("refund.issued", data, warnings)


def _amount(view: CaseView, typed: str | None) -> Money:
    """What went back: as typed, else what is still owed."""
    asked = view.case.amount or view.case.order_amount
    if typed is not None:
        return entered_money.parse_amount(typed, asked.currency if asked else view.rules.currency, "--amount")
    if asked is None:
        raise view.refusal(tr("neither the refund asked for nor the order's amount is known; give --amount")).asking(
            "amount"
        )
    if view.case.kind in _GOODWILL:
        raise view.refusal(
            tr("give --amount; nothing is owed on this {kind}", kind=label(view.case.kind)), "refund"
        ).asking("amount")
    owed = case_state.owing(view.case, view.derived.state)
    left = (asked.minor if owed is None else owed) - _refunded_in_attempt(view)
    if left <= 0:
        raise view.refusal(tr("nothing is left to refund of what was asked"), "refund")
    return Money(left, asked.currency)


def _refunded_in_attempt(view: CaseView) -> int:
    """What went back since the buyer last asked, in minor units."""
    return view.derived.state.refunded - view.derived.state.before


def _differences(view: CaseView, refund: Money) -> Iterator[str]:
    """A warning if a refund is more or less than what was asked for or agreed on."""
    if view.case.kind in _GOODWILL:
        return
    owed = case_state.owing(view.case, view.derived.state)
    whole = Money(owed, refund.currency) if owed is not None else view.case.amount or view.case.order_amount
    if whole is None or whole.currency != refund.currency:
        return
    agreed = view.derived.state.mode == "partial"
    open_before = Money(whole.minor - _refunded_in_attempt(view), whole.currency)
    if refund.minor > open_before.minor:
        yield (
            tr("{refund} is more than the {expected} agreed on", refund=refund, expected=open_before)
            if agreed
            else tr("{refund} is more than the {expected} asked for", refund=refund, expected=open_before)
        )
    if refund.minor < open_before.minor:
        left = Money(open_before.minor - refund.minor, whole.currency)
        yield (
            tr(
                "{refund} is less than the {whole} agreed on; {left} is still open",
                refund=refund,
                whole=whole,
                left=left,
            )
            if agreed
            else tr(
                "{refund} is less than the {whole} asked for; {left} is still open",
                refund=refund,
                whole=whole,
                left=left,
            )
        )


def most_of_case(view: CaseView) -> int:
    """What a case is about at most, in minor units: what was asked for, paid for the order, or refunded."""
    known = view.case.amount or view.case.order_amount
    amounts = [
        m.minor for m in (view.case.amount, view.case.order_amount) if m and known and m.currency == known.currency
    ]
    return max([*amounts, view.derived.state.refunded])


def compensated(ledger: Connection, case: Case) -> int:
    """What TikTok's data say that it has paid the seller by itself, in minor units of the case's currency."""
    known, paid = case.amount or case.order_amount, find.stored_case(ledger, case.id).compensated
    return paid.minor if paid is not None and (known is None or paid.currency == known.currency) else 0


def brought_back(view: CaseView) -> int:
    """What has come back of a case by claims, appeals and by what TikTok pays by itself, in minor units.

    What TikTok's data show as its compensation may be what an appeal or a claim on TikTok brought, so of these only the
    greater counts; what the carrier paid comes beside it.
    """
    by_carrier, by_tiktok = _won(view)
    return by_carrier + max(by_tiktok, compensated(view.ledger, view.case))


def _won(view: CaseView) -> tuple[int, int]:
    """What claims on the carrier, and claims on TikTok and appeals have brought, in minor units."""
    events, by_carrier, on = [h.event for h in view.derived.timeline.happenings], 0, ""
    for event in events:
        if event.name == "claim.opened":
            on = event.data["on"]
        elif event.name == "claim.won" and on == "carrier":
            by_carrier += int(event.data.get("amount") or 0)
    return by_carrier, max(0, of_refund(view.derived.state.refunded, events).won - by_carrier)


def over_loss(view: CaseView, paid: Money, *, force: bool) -> Iterator[str]:
    """Refuse what would bring back more than the case is about; with `force` give the warning that says so.

    What TikTok's data show as paid by itself may be this very money, unless the carrier pays it.
    """
    most, claim = most_of_case(view), newest_claim(view.case.events)
    by_itself, (by_carrier, by_tiktok) = compensated(view.ledger, view.case), _won(view)
    carrier_pays = view.derived.state.claim in ("opened", "submitted") and claim is not None and claim.on == "carrier"
    before = by_carrier + max(by_tiktok, by_itself if carrier_pays else by_itself - paid.minor)
    if not most or before + paid.minor <= most:
        return
    sentence = tr(
        "with {paid} claims and appeals would have brought {total}, more than the {most} that the case is about",
        paid=paid,
        total=Money(before + paid.minor, paid.currency),
        most=Money(most, paid.currency),
    )
    if not force:
        raise view.refusal(tr("{sentence}; is it recorded already? Use --force if it is right", sentence=sentence))
    yield sentence
