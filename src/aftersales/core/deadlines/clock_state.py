"""Where a clock stands, and what competes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from aftersales import text
from aftersales.core.clocks.clock import Clock
from aftersales.language import tr


def drift(clock: Clock) -> int | None:
    """Stamped minus computed, in seconds; None where there is only one of the two."""
    if clock.stamped_due is None or clock.computed_due is None:
        return None
    return int((clock.stamped_due - clock.computed_due).total_seconds())


def state_of(clock: Clock, now: datetime) -> str:
    """Where the clock stands at `now`."""
    if clock.stopped_by == "case.caught-up":
        return "history"
    if clock.stopped_at is not None:
        if not clock.confirmed:
            return "unconfirmed"
        if "paused" in clock.flags:
            return "paused"
        if clock.stopped_at <= clock.due:
            return "met"
        return "missed" if (clock.stopped_from or clock.stopped_at) > clock.due else "unknown"
    if clock.chained and clock.started_at >= now:
        return "waiting"
    if clock.opens_after(now):
        return "not-open"
    if clock.lapses_at is not None and clock.lapses_at < now:
        return "lapsed"
    if clock.running and any(p.since <= now < (p.until or now) for p in clock.running.pauses):
        return "paused"
    return "missed" if clock.due < now else "running"


def by_days(clock: Clock) -> bool:
    """Whether business days were counted."""
    return clock.running is not None and clock.running.deadline.in_business_days


def competing(clock: Clock, clocks: Iterable[Clock]) -> Iterator[tuple[str | None, datetime, str | None]]:
    """What else binds the same duty at the same time: rule, deadline, and why it does not count (None: it does)."""
    if clock.stamped_due is not None and clock.computed_due is not None:
        yield clock.rule, clock.computed_due, tr("the platform deadline takes precedence over a computed one")
    same = (clock.duty, clock.owner, clock.attempt, clock.stopped_at, clock.chained)
    rivals = [c for c in clocks if (c.duty, c.owner, c.attempt, c.stopped_at, c.chained) == same]
    # Of those that were answered all may count: the earliest did.
    first = min((c for c in rivals if c.holds), key=lambda c: c.due, default=None)
    for other in rivals:
        if other is not clock:
            yield other.rule, other.due, None if other is first or first is None else _why_lost(other, first)


def _why_lost(loser: Clock, winner: Clock) -> str:
    by = loser.due - winner.due
    if not by:
        return (
            tr("it ends at the same time as {rule}", rule=winner.rule)
            if winner.rule
            else tr("it ends at the same time as the platform deadline")
        )
    span = text.span(int(by.total_seconds()))
    return (
        tr("it ends {span} later than {rule}", span=span, rule=winner.rule)
        if winner.rule
        else tr("it ends {span} later than the platform deadline", span=span)
    )
