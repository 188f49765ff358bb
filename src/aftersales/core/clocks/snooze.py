"""Snoozes: which clocks they hide, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from aftersales.core.cases.model import Event
from aftersales.core.cases.timeline import Timeline
from aftersales.core.clocks.clock import Clock
from aftersales.core.time.instants import iso, optional_instant

EVENT = "case.snoozed"


def last_snooze(timeline: Timeline) -> Event | None:
    """The snooze that counts: the newest, which replaces those before it. It may be the word that ends one."""
    return next((h.event for h in reversed(timeline.happenings) if h.event.name == EVENT), None)


def with_snoozes(timeline: Timeline, clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """The clocks, those with `snoozed_until` for which the last snooze holds. Does not depend on now.

    A snooze holds for what ran already when it was recorded, and never past a deadline. What starts later, is answered
    later or falls due before the snooze ends shows at once.
    """
    snooze = last_snooze(timeline)
    until = optional_instant(snooze.data.get("until")) if snooze is not None else None
    if snooze is None or until is None:
        return tuple(clocks)
    of = snooze.data.get("of")
    return tuple(
        c._replace(snoozed_until=until) if _holds(c, snooze.at, until) and (of is None or snoozed_line(c) in of) else c
        for c in clocks
    )


def snoozed_line(clock: Clock) -> list[str]:
    """What of a clock a snooze is for: its duty, its deadline as it stood then, and whether it was answered. Whatever
    becomes known of the case afterwards, however it is dated, changes one of these, and shows at once.
    """
    return [clock.duty, iso(clock.due), "open" if clock.stopped_at is None else "answered"]


def _holds(clock: Clock, at: datetime, until: datetime) -> bool:
    # As `Clock.in_sight` has it: what only silence starts is there from the instant after.
    ran = clock.started_at < at or (clock.started_at == at and not clock.chained)
    answered_since = clock.stopped_at is not None and clock.stopped_at > at
    return ran and not answered_since and until <= clock.due


def snoozed_until(clocks: Iterable[Clock], now: datetime) -> datetime | None:
    """Until when anything of a case is out of sight at `now`, or None."""
    ends = [c.snoozed_until for c in clocks if c.in_sight(now) and c.snoozed_until is not None]
    return max((until for until in ends if now < until), default=None)


def first_deadline(clocks: Iterable[Clock], now: datetime) -> Clock | None:
    """The seller's clock in sight that falls due first: no snooze may reach past it. None where nothing runs."""
    running = [c for c in clocks if c.owner == "seller" and c.in_sight(now)]
    return min(running, key=lambda c: c.due, default=None)


def latest_end(clocks: Iterable[Clock], now: datetime) -> datetime | None:
    """The latest instant until which a case may be snoozed at `now`; None where it may not be."""
    first = first_deadline(clocks, now)
    return first.due if first is not None and now < first.due else None
