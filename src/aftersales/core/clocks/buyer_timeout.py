"""The duty to close a case after the buyer's timeout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.timeline import Timeline
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.stake import stake_of
from aftersales.core.time import length
from aftersales.core.vocabulary import duty_label
from aftersales.language import tr
from aftersales.toml.reader import confidence_text

LAPSED = "buyer.lapsed"  # it starts the duty; it is not an event, but says that no event happened


def closing_duties(timeline: Timeline, zone: ZoneInfo, clocks: Sequence[Clock], *, why: bool = True) -> list[Clock]:
    """For each deadline that the buyer may miss, the seller's duty to look and close, from that instant on; `why`
    adds the explanation. A timeout never closes a case: it says that it may be closed in the seller's favour.
    """
    lapsing = [c for c in clocks if c.owner == "buyer" and c.outcome == "case-closed" and c.stopped_at is None]
    return [_closing(timeline, zone, c, why=why) for c in lapsing]


def _closing(timeline: Timeline, zone: ZoneInfo, lapsed: Clock, *, why: bool) -> Clock:
    looked = looked_at(timeline, lapsed.due)
    return Clock(
        duty="close",
        owner="seller",
        rule=lapsed.rule,
        policy=lapsed.policy,
        started_by=LAPSED,
        started_at=lapsed.due,
        due=_look_by(lapsed, zone),
        outcome="case-closed",
        attempt=lapsed.attempt,
        stopped_at=looked,
        stopped_by="case.confirmed" if looked else None,
        chained=True,
        flags=("buyer-lapsed", f"confidence-{lapsed.confidence or 'low'}"),
        why=tuple(_why(zone, lapsed)) if why else (),
        term=tr("end of the next day"),
        source_text=lapsed.source_text,
        source_url=lapsed.source_url,
        source_date=lapsed.source_date,
        confidence=lapsed.confidence,
        stake=stake_of("close", "seller"),
    )


def _why(zone: ZoneInfo, lapsed: Clock) -> Iterator[str]:
    sure = (
        tr("confidence {confidence}", confidence=confidence_text(lapsed.confidence))
        if lapsed.confidence
        else tr("confidence unknown")
    )
    yield (
        tr(
            "The buyer's time for {duty} ends {moment}, by {rule} ({term}; {confidence}).",
            duty=duty_label(lapsed.duty),
            moment=text.moment(lapsed.due.astimezone(zone)),
            rule=lapsed.rule,
            term=lapsed.term,
            confidence=sure,
        )
    )
    yield tr("No rule gives a deadline for this; your own target is the end of the next day.")
    yield tr("Due {due}.", due=text.moment(_look_by(lapsed, zone).astimezone(zone)))
    yield (
        tr(
            "The platform may then close the case in your favour. Look in Seller Center: `close` it here "
            "once it is closed there; until then `confirm` says that you looked."
        )
    )
    if lapsed.running is not None and lapsed.running.rule.note:
        yield tr(lapsed.running.rule.note)


def _look_by(lapsed: Clock, zone: ZoneInfo) -> datetime:
    return length.end_of_day(lapsed.due, zone, 1)


def looked_at(timeline: Timeline, since: datetime) -> datetime | None:
    """When the seller first confirmed the case after `since`; None if never."""
    confirmations = [h.event.at for h in timeline.happenings if h.event.name == "case.confirmed" and h.event.at > since]
    return min(confirmations, default=None)
