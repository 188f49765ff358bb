"""The fields of an explained clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.running_clock import Running
from aftersales.core.deadlines import act_by
from aftersales.core.deadlines.clock_state import by_days, competing, drift, state_of
from aftersales.core.rules.policy import Policy, Term
from aftersales.core.time.staff import StaffCalendar
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering import phrases
from aftersales.rendering.fields.view import local


class Explained(NamedTuple):
    """Every clock of a case with its explanation, the rules that made them, the zone of its market, and the staff
    calendar of its shop (None: not set).
    """

    clocks: Sequence[Clock]
    policy: Policy
    now: datetime
    zone: ZoneInfo
    staff: StaffCalendar | None = None


def row(clock: Clock, of: Explained) -> dict[str, Any]:
    """The fields of a clock (EXPLAIN_FIELDS) among all of its case."""
    policy, now, zone = of.policy, of.now, of.zone
    return {
        "rule": clock.rule,
        "duty": clock.duty,
        "owner": clock.owner,
        "started_by": clock.started_by,
        "started_at": local(clock.started_at, zone),
        "term": clock.term,
        "policy": clock.policy,
        "source_text": clock.source_text or (tr("the platform") if clock.stamped_due else ""),
        "source_url": clock.source_url,
        "source_date": clock.source_date,
        "confidence": clock.confidence,
        "steps": steps(clock, of.staff),
        "due": local(clock.due, zone),
        "computed_due": local(clock.computed_due, zone),
        "stamped_due": local(clock.stamped_due, zone),
        "drift_seconds": drift(clock),
        "outcome": clock.outcome,
        "state": state_of(clock, now),
        "holds": clock.holds,
        **_computed(clock.running, zone),
        "competing": [_loser(rule, due, why, zone) for rule, due, why in competing(clock, of.clocks)],
        "checked": policy.checked.isoformat() if policy.checked and was_checked(clock, policy) else None,
        "checked_days": age(policy, now, zone) if was_checked(clock, policy) else None,
        "calendar": policy.calendar.name if by_days(clock) else None,
        "known_through": policy.calendar.known_through if by_days(clock) else None,
        "file": clock.running.rule.file if clock.running else None,
        "act_by": local(clock.act_by, of.staff.zone if of.staff else zone),
        "rule_term": str(own_term(clock.running).length) if clock.running else None,
        "opens": local(clock.opens_at, zone),
        "stake": clock.stake,
    }


def steps(clock: Clock, calendar: StaffCalendar | None) -> list[str]:
    """The steps of the calculation of the deadline and its act-by, in words."""
    return [*clock.why, *(act_by.why(clock, calendar) if calendar else ())]


def was_checked(clock: Clock, policy: Policy) -> bool:
    """Whether the day on which the rule set was checked holds for the clock's rule. It doesn't for a rule in a file of
    the seller's own, if another file names that day.
    """
    file = clock.running.rule.file if clock.running else ""
    return clock.rule is not None and (not phrases.own_file(file) or file == policy.checked_in)


def own_term(running: Running) -> Term:
    """The term as the rule has it, without what an overlay makes longer."""
    return running.chosen.base[0] if running.chosen.base else running.chosen.term


def age(policy: Policy, now: datetime, zone: ZoneInfo) -> int | None:
    """How many days ago the rule set was checked."""
    return None if policy.checked is None else (now.astimezone(zone).date() - policy.checked).days


def _computed(r: Running | None, zone: ZoneInfo) -> dict[str, Any]:
    """The parts of a rule's deadline; all empty for a clock without a rule."""
    if r is None:
        return {
            "unit": None, "timezone": None, "started_between": None, "days": [], "overlay": None, "extended": [],
            "pauses": [],
        }  # fmt: skip
    between = None
    if r.event.inferred and r.event.earliest is not None:
        between = [local(r.event.earliest, zone), local(r.event.at, zone)]
    return {
        "unit": r.chosen.term.length.unit,
        "timezone": r.zone.key,
        "started_between": between,
        "days": [
            {"date": s.day.isoformat(), "number": s.number, "skipped": s.skipped}
            for s in r.chosen.deadline.counted_days
        ],
        "overlay": _overlay(r, zone),
        "extended": [
            {
                "at": local(e.event.at, zone),
                "by": str(e.length),
                "due": local(e.due, zone),
                "refused": e.refused or None,
            }
            for e in r.extended
        ],
        "pauses": [
            {
                "from": local(p.since, zone),
                "until": local(p.until, zone),
                "paused_by": p.happening.event.name,
                "resumed_by": p.resumed.name if p.resumed else None,
                "due": local(p.after.due, zone),
            }
            for p in r.pauses
        ],
    }


def _overlay(r: Running, zone: ZoneInfo) -> dict[str, Any] | None:
    """The overlay that makes the term longer, and the deadline without it."""
    if r.chosen.base is None:
        return None
    overlay = r.chosen.overlays[0].overlay
    return {
        "name": overlay.name,
        "from": overlay.since.isoformat(),
        "until": overlay.until.isoformat(),
        "length": str(overlay.length) if overlay.length else None,
        "plus": str(overlay.plus) if overlay.plus else None,
        "source_text": overlay.source,
        "source_date": overlay.dated.isoformat() if overlay.dated else None,
        "confidence": overlay.confidence,
        "file": overlay.file or None,
        "due_without": local(r.chosen.base[1].due, zone),
    }


def _loser(rule: str | None, due: datetime, why: str | None, zone: ZoneInfo) -> dict[str, Any]:
    return {"rule": rule, "due": local(due, zone), "why_lost": why}
