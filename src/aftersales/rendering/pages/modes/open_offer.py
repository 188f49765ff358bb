"""The part of a comparison that tells of an open offer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from aftersales import text
from aftersales.core.clocks.clock import Clock
from aftersales.language import tr
from aftersales.rendering.fields.compared_return import OpenOffer
from aftersales.rendering.fields.view import Section


def section(offer: OpenOffer, case: int, zone: tzinfo, approved: Sequence[Clock] | None = None) -> Section:
    """That the offer stands, what each answer of the buyer does and by when, and the commands that record it.
    `approved` has the clocks that an approval would start; None for a return, whose mode decides that.
    """
    facts = [
        (tr("offered"), _standing(offer, zone)),
        (tr("accepted"), _answered(offer.accepted, zone) or tr("the offer is due at once")),
        (tr("declined"), _answered(offer.declined, zone) or tr("you answer the request again")),
        (tr("no answer"), _unanswered(offer.silence, zone)),
    ]
    if approved is not None:
        facts.append((tr("approved"), _answered(approved, zone) or tr("the request is settled in full")))
    commands = [
        tr("aftersales accepted {case}", case=case),
        tr("aftersales declined {case}", case=case),
        tr("{command}  # if you approve it instead", command=tr("aftersales approve {case} --mode MODE", case=case))
        if approved is None
        else tr("{command}  # if you approve it instead", command=tr("aftersales approve {case}", case=case)),
    ]
    return Section(tr("Your offer stands"), facts, commands=commands)


def _standing(offer: OpenOffer, zone: tzinfo) -> str:
    amount = str(offer.amount) if offer.amount is not None else tr("an amount that is not known")
    if offer.since is None:
        return tr("{amount}; the buyer has not answered", amount=amount)
    since = text.moment(offer.since.astimezone(zone))
    return tr("{amount}, on {since}; the buyer has not answered", amount=amount, since=since)


def _answered(clocks: Sequence[Clock], zone: tzinfo) -> str:
    """What an answer starts, if it comes now."""
    return text.clauses(_clock(clock, zone) for clock in clocks)


def _clock(clock: Clock, zone: tzinfo) -> str:
    due = text.moment(clock.due.astimezone(zone))
    money = f" {clock.at_risk}" if clock.at_risk is not None else ""
    if clock.duty == "respond":
        return tr("you answer the request again, by {due}", due=due)
    if clock.owner == "platform":
        return (
            tr("TikTok pays{money} by {due}", money=money, due=due)
            if clock.duty == "refund"
            else (tr("{duty} (platform) by {due}", duty=clock.duty, due=due))
        )
    return tr("{duty}{money} by {due}", duty=clock.duty, money=money, due=due)


def _unanswered(clock: Clock | None, zone: tzinfo) -> str:
    """What follows if the buyer stays silent."""
    if clock is None:
        return tr("no source says what follows; look in Seller Center")
    due = text.moment(clock.due.astimezone(zone))
    if clock.duty == "respond":
        return tr("the buyer's time is over; you answer the request again, by {due}", due=due)
    if clock.duty == "answer-offer":
        return tr("the buyer has until {due}; then the request is yours to answer again", due=due)
    return tr("no source gives the buyer's time; look again by {due} (your own target)", due=due)
