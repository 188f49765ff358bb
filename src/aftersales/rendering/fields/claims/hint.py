"""The claim that a case's facts speak for, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.language import mark, tr

if TYPE_CHECKING:
    from aftersales.core.claims.prospect import Prospect

_WHY = {
    "lost": mark("the parcel is lost"),
    "damaged": mark("the parcel was damaged"),
    "not-received": mark("the parcel did not come"),
}
_UNSURE = mark("the parcel has not come, as far as is known; if it is lost")


def command(case: int, claimable: Prospect) -> str:
    """The command that opens the claim."""
    claim = claimable.claim
    values = {"case": case, "on": claim.on, "because": claim.because}
    if claimable.rule is not None and claimable.due is None:
        return tr("aftersales claim {case} --on {on} --because {because} --since WHEN", **values)
    return tr("aftersales claim {case} --on {on} --because {because}", **values)


def sentence(claimable: Prospect, now: datetime, zone: ZoneInfo) -> str:
    """Why it can be claimed, until when, and for which way of shipping TikTok pays without a claim."""
    until = _until(claimable, now, zone)
    way = claimable.rule.without_claim if claimable.rule is not None else ""
    if not way:
        return until
    return tr(
        "{until}. If it went with {way}, TikTok pays by itself: look in Seller Center first", until=until, way=way
    )


def _until(claimable: Prospect, now: datetime, zone: ZoneInfo) -> str:
    why = tr(_UNSURE) if claimable.unsure else tr(_WHY[claimable.claim.because])
    if claimable.rule is None:
        return tr("{why}: you may claim it; the carrier says until when", why=why)
    if claimable.due is None:
        from aftersales.core.time.length import length_words  # lazy: a list tells no lengths

        length = length_words(claimable.rule.terms[-1].whole_length)
        return (
            tr(
                "{why}: you can claim it for {length} from the carrier's last word, which is not known",
                why=why,
                length=length,
            )
            if claimable.rule.counted_from == "last-status"
            else tr(
                "{why}: you can claim it for {length} from the ship date, which is not known", why=why, length=length
            )
        )
    due = text.moment(claimable.due.astimezone(zone))
    if claimable.opens is not None and claimable.opens > now:
        opens = text.moment(claimable.opens.astimezone(zone))
        return tr(
            "{why}: if TikTok doesn't pay by {opens}, you can claim it until {due}", why=why, opens=opens, due=due
        )
    return tr("{why}: you can claim it until {due}", why=why, due=due)
