"""The steps of a claim for a parcel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from aftersales.actions.record import evidence as proof_steps
from aftersales.actions.record.case_view import CaseView, Step, StepBuilder, check
from aftersales.actions.record.refund import brought_back, compensated, most_of_case, over_loss
from aftersales.context.typed_times import TypedTimes
from aftersales.core import choices
from aftersales.core.cases.events import BEGINNINGS
from aftersales.core.claims.claim import WITH_PARCEL, ParcelClaim, newest_claim, usual_parcel
from aftersales.core.claims.prospect import Prospect, claim_data, prospect
from aftersales.core.deadlines.opening import opening_of_duty
from aftersales.core.money import entered as entered_money
from aftersales.core.money.amount import Money
from aftersales.core.time.length import local_time
from aftersales.core.vocabulary import CLAIM_ON, CLAIM_PARCELS, CLAIM_REASONS
from aftersales.errors import UsageError
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.user_input import DAY_OF

_WHOSE = {"outbound": mark("the parcel to the buyer"), "return": mark("the buyer's return")}


class Opening(NamedTuple):
    """A claim as typed: on whom, because of what, and where given the parcel, what it counts from and the amount."""

    on: str
    because: str
    parcel: str | None = None
    since: str | None = None
    amount: str | None = None
    force: bool = False


def opened(opening: Opening, times: TypedTimes) -> StepBuilder:
    """A claim is to be made. Raises UsageError for a word that is not known."""
    choices.one_of("--on", opening.on, CLAIM_ON)
    choices.one_of("--because", opening.because, CLAIM_REASONS)
    if opening.parcel is not None:
        choices.one_of("--parcel", opening.parcel, CLAIM_PARCELS)
    return partial(_opened, opening, times)


def _opened(opening: Opening, times: TypedTimes, view: CaseView) -> Step:
    check(view, "claim.opened")
    since = times.read(opening.since, "--since", view.place, DAY_OF) if opening.since is not None else None
    if since is not None and since > view.now:
        raise UsageError(tr("--since {since!r} is in the future.", since=opening.since))
    parcel = opening.parcel or usual_parcel(view.case, view.derived.state)
    back = brought_back(view)
    claim = ParcelClaim(opening.on, opening.because, parcel, _asked(view, opening.amount, back))
    policy = view.rules_in_force.policy(view.case.shop)
    claimable = prospect(view.case, view.derived, policy, claim, view.at, since)
    warnings = [
        *_doubts(view, claim, since, force=opening.force),
        *_too_much(view, opening, claim.asked, back),
        *_obstacles(view, claimable, force=opening.force),
    ]
    return Step("claim.opened", claim_data(claim, claimable.basis), [*warnings, *_advice(view, claimable)])


def _asked(view: CaseView, typed: str | None, back: int) -> int | None:
    """What is claimed, in minor units: as typed, else what the buyer has or wants back, else the order's total, without
    what has come `back`. Where nothing is left, all of it: that takes --force.
    """
    known = view.case.amount or view.case.order_amount
    if typed is None:
        return (known.minor - back if back < known.minor else known.minor) if known else None
    return entered_money.parse_amount(typed, known.currency if known else view.rules.currency, "--amount").minor


def _too_much(view: CaseView, opening: Opening, asked: int | None, back: int) -> Iterator[str]:
    """Refuse a claim where nothing is left, or for more than the case is about; with `force` give the warning that says
    so.
    """
    known, most = view.case.amount or view.case.order_amount, most_of_case(view)
    if asked is None or known is None:
        return
    whole = known.minor if opening.amount is None else most
    if 0 < whole <= back:
        sentence = _nothing_left(view, back, Money(whole, known.currency))
    elif asked + back > most:
        sentence = _more_than_left(view, Money(asked, known.currency), back, Money(most, known.currency))
    else:
        return
    if not opening.force:
        raise view.refusal(tr("{sentence}; use --force if it is right", sentence=sentence), "claim")
    yield sentence


def _nothing_left(view: CaseView, back: int, whole: Money) -> str:
    values = {"back": Money(back, whole.currency), "whole": whole}
    if back == compensated(view.ledger, view.case):
        return tr(
            "TikTok's data show that it has paid {back} by itself, so nothing of the {whole} is left to claim", **values
        )
    return tr("{back} has come back already, so nothing of the {whole} is left to claim", **values)


def _more_than_left(view: CaseView, asked: Money, back: int, most: Money) -> str:
    values = {"asked": asked, "back": Money(back, most.currency), "most": most}
    if not back:
        return tr("{asked} is more than the {most} that the case is about", asked=asked, most=most)
    if back == compensated(view.ledger, view.case):
        return tr(
            "TikTok's data show that it has paid {back} by itself; with the {asked} of this claim that is more than "
            "the {most} that the case is about",
            **values,
        )
    return tr(
        "{back} has come back already; with the {asked} of this claim that is more than the {most} that the case is "
        "about",
        **values,
    )


def _doubts(view: CaseView, claim: ParcelClaim, since: datetime | None, *, force: bool) -> Iterator[str]:
    """Refuse a parcel that there is not, or a time before there was one; with `force` give the warnings instead."""
    case, state = view.case, view.derived.state
    comes_back = case.kind in WITH_PARCEL and (state.decision == "approved" or case.quick_refund)
    if claim.parcel == "return" and not comes_back:
        sentence = tr("no parcel of the buyer's is on its way back, so there is none to claim for")
        if not force:
            raise view.refusal(
                tr("{sentence}. For the parcel to the buyer say --parcel outbound", sentence=sentence), "claim"
            )
        yield sentence
    begun = case.placed_at if claim.parcel == "outbound" else _opened_at(view)
    # A day without a time begins at midnight: it may be the day on which the order was placed.
    if since is None or begun is None:
        return
    if local_time(since, view.zone).date() < local_time(begun, view.zone).date():
        sentence = (
            tr("--since is before the order was placed, on {begun}", begun=view.local(begun))
            if claim.parcel == "outbound"
            else tr("--since is before the buyer asked, on {begun}", begun=view.local(begun))
        )
        if not force:
            raise view.refusal(sentence, "claim")
        yield sentence


def _opened_at(view: CaseView) -> datetime | None:
    return min((h.event.at for h in view.derived.timeline.happenings if h.event.name in BEGINNINGS), default=None)


def _obstacles(view: CaseView, claimable: Prospect, *, force: bool) -> Iterator[str]:
    """Refuse what can't be claimed (TransitionRefused); with `force` give the warnings that say so."""
    if claimable.excluded is not None:
        whose, market = tr(_WHOSE[claimable.claim.parcel]), view.case.market
        sentence = tr("{whose} can't be claimed from TikTok in the market {market}", whose=whose, market=market)
        source = claimable.excluded.terms[0].source
        if not force:
            raise view.refusal(
                tr(
                    "{sentence} ({source}). For the parcel to the buyer say --parcel outbound, for a carrier of your "
                    "own --on carrier",
                    sentence=sentence,
                    source=source,
                ),
                "claim",
            )
        yield sentence
    elif claimable.rule is not None and claimable.due is None:
        what = (
            tr("the carrier's last word on the parcel")
            if claimable.rule.counted_from == "last-status"
            else tr("the day on which it was shipped")
        )
        raise view.refusal(
            tr("the time to claim counts from {what}, which is not known here: say it with --since WHEN", what=what)
        )
    elif claimable.due is not None and claimable.due < view.at:
        ended = tr("it could be claimed until {due}", due=view.local(claimable.due))
        if not force:
            raise view.refusal(tr("{ended}; use --force to record it all the same", ended=ended), "claim")
        yield ended


def _advice(view: CaseView, claimable: Prospect) -> Iterator[str]:
    """What the seller should know before the claim is handed in."""
    if claimable.claim.on == "carrier" and claimable.rule is None:
        yield tr("the carrier's own terms decide until when it can be claimed: ask now; `due` reminds you of it")
        yield from _of_the_platform(view, claimable.claim)
    elif claimable.rule is None and claimable.excluded is None:
        yield tr(
            "no rule of {market} says until when this can be claimed: ask now; `due` reminds you of it",
            market=view.case.market,
        )
    if claimable.due is not None and claimable.basis is not None:
        times = {"due": view.local(claimable.due), "since": view.local(claimable.basis.at)}
        yield (
            tr(
                "hand it in by {due}; that is counted from {since}, as known here. If the carrier shows another day, "
                "`undo` and give it with --since",
                **times,
            )
            if claimable.basis.event
            else tr("hand it in by {due}; that is counted from {since}, as you gave it", **times)
        )
    if claimable.rule is not None and claimable.rule.without_claim:
        yield tr(
            "if the parcel went with {way}, TikTok pays by itself: look in Seller Center first",
            way=claimable.rule.without_claim,
        )
    if claimable.opens is not None and claimable.opens > view.at:
        yield tr("TikTok pays this by itself first: wait until {opens}", opens=view.local(claimable.opens))


def _of_the_platform(view: CaseView, claim: ParcelClaim) -> Iterator[str]:
    """A warning if a claim on the carrier could still be made on TikTok, whose time limit in the market is not over."""
    policy = view.rules_in_force.policy(view.case.shop)
    other = prospect(view.case, view.derived, policy, claim._replace(on="platform"), view.at)
    if other.rule is not None and (other.due is None or other.due >= view.at):
        yield tr("if TikTok arranged the shipping, it is claimed from TikTok: `undo`, then --on platform")


def submitted(comment: str | None, *, force: bool) -> StepBuilder:
    """The claim was handed in. Raises UsageError for a comment that is too long."""
    return partial(_submitted, proof_steps.comment_data(comment), force)


def _submitted(data: dict[str, str], force: bool, view: CaseView) -> Step:
    check(view, "claim.submitted")
    warnings = list(_before_opening(view, force=force))
    warnings += proof_steps.missing_proof(view, "claim", force=force)
    claim = newest_claim(view.case.events)
    return Step("claim.submitted", {**data, "on": claim.on if claim else "platform"}, warnings)


def _before_opening(view: CaseView, *, force: bool) -> Iterator[str]:
    """Refuse a claim that waits for what is paid without one; with `force` give the warning that says so."""
    opens = opening_of_duty(view.derived.clocks, "claim", view.at)
    if opens is None:
        return
    sentence = tr("TikTok pays this by itself first; you can claim from {opens}", opens=view.local(opens))
    if not force:
        raise view.refusal(
            tr("{sentence}; use --force if it said already that it won't", sentence=sentence), "claim submit"
        )
    yield sentence


def won(amount: str, *, force: bool) -> StepBuilder:
    """The claim was granted, and this much is paid."""
    return partial(_won, amount, force)


def _won(typed: str, force: bool, view: CaseView) -> Step:
    check(view, "claim.won")
    known = view.case.amount or view.case.order_amount
    paid = entered_money.parse_amount(typed, known.currency if known else view.rules.currency, "--amount")
    return Step("claim.won", {"amount": paid.minor}, list(over_loss(view, paid, force=force)))


def lost(reason: str | None) -> StepBuilder:
    """The claim was refused. Raises UsageError for an empty reason."""
    data: dict[str, Any] = {} if reason is None else {"reason": entered_money.parse_remark(reason, "--reason")}
    return partial(_lost, data)


def _lost(data: dict[str, Any], view: CaseView) -> Step:
    check(view, "claim.lost")
    return Step("claim.lost", data)
