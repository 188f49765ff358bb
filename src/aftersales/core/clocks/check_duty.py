"""The duty `check`, for missing or contradictory data."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.events import OPENINGS, PROGRESS, UNINFORMATIVE
from aftersales.core.cases.model import Case, Event, Observation
from aftersales.core.cases.snapshots import contradicts
from aftersales.core.cases.statuses import ARBITRATIONS, PARCEL_UNDER_WAY, STATUSES
from aftersales.core.cases.timeline import Timeline
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.platform_deadlines import STAMPED_DUTY
from aftersales.core.rules.policy import Policy
from aftersales.core.time import length


def check_duties(case: Case, policy: Policy, zone: ZoneInfo, told: Timeline, clocks: list[Clock]) -> list[Clock]:
    """The duty `check`, where the platform's data show something that can't be told from here: look, and record it."""
    seen = told.latest
    if seen is None or told.state.closed:
        return []
    mid_course = _mid_course(told)
    reasons = _reasons(case, policy, told, seen, clocks, mid_course=mid_course)
    if not reasons:
        return []
    looked = _looked_into(told, seen, only_confirmed=mid_course)
    if looked is not None and not (looked.name == "case.confirmed" and told.state.parcel in PARCEL_UNDER_WAY):
        return []
    unknown = [s.deadline for s in told.stamps if s.action not in STAMPED_DUTY]
    due, by = _look_by(case, zone, seen, unknown, looked)
    if looked is not None:
        reasons.append(
            f"Looked into last on {text.day(looked.at.astimezone(zone))}; `shipped CASE --at WHEN` starts its clock."
        )
    return [
        Clock(
            duty="check",
            owner="seller",
            rule=None,
            policy=policy.name,
            started_by="platform",
            started_at=seen.first_seen,
            due=due,
            stamped_due=due if unknown else None,
            attempt=told.state.attempt,
            why=(*reasons, f"{by}: due {text.moment(due.astimezone(zone))}."),
        )
    ]


def _look_by(
    case: Case, zone: ZoneInfo, seen: Observation, unknown: list[datetime], looked: Event | None
) -> tuple[datetime, str]:
    """When a look is due, and how that comes about."""
    by = "The platform's own deadline for it" if unknown else "By the end of the day on which the data first showed it"
    due = min(unknown) if unknown else length.end_of_day(seen.noticed_at, zone)
    if case.caught_up_at is not None and due < case.caught_up_at:
        due = length.end_of_day(case.caught_up_at, zone)
        by = "By the end of the day on which the app took the shop's history over"
    if looked is not None and due < (again := length.end_of_day(looked.at, zone, 1)):
        # The parcel is still coming, by a date that nobody here knows.
        return again, "A look settles it for a day, so by the end of the day after"
    return due, by


def _reasons(
    case: Case, policy: Policy, told: Timeline, seen: Observation, clocks: list[Clock], *, mid_course: bool
) -> list[str]:
    reasons = []
    if seen.status not in STATUSES or seen.arbitration not in (None, *ARBITRATIONS):
        reasons.append(f"The platform's status is not known here: “{seen.raw}”.")
    if (
        told.state.arbitration in ("for-seller", "closed")
        and told.state.approved_by == "unknown"
        and told.state.money == "owed"
    ):
        reasons.append(f"The platform ruled otherwise before, and shows “{seen.raw}” now: is the refund still owed?")
    if case.kind == "delivery" and not told.stamps and not any(h.event.name == "order.placed" for h in told.happenings):
        reasons.append("When it was ordered is not known, so no deadline for it can be told.")
    if told.state.arbitration == "in-progress" and _unwatched_dispute(clocks):
        reasons.append(
            f"A dispute is in progress, as “{seen.raw}”, and since when is not known: evidence may be due within a day."
        )
    reasons += [
        f"The platform asks for an action that is not known here: “{s.action}”."
        for s in told.stamps
        if s.action not in STAMPED_DUTY
    ]
    if (
        case.kind not in ("cancellation", "delivery")
        and mid_course
        and not any(c.stamped_due is not None and c.stopped_at is None for c in clocks)
    ):
        reasons.append(f"First seen in mid-course, as “{seen.raw}”: since when is not known, so no clock can be told.")
    if not reasons and _unwatched_parcel(case, policy, told, clocks):
        reasons.append(
            f"Its parcel is under way, as “{seen.raw}”, and since when is not known, so no clock can be told."
        )
    back = any(c.stopped_at is None and c.owner == "seller" and not c.chained for c in clocks)
    reasons += [
        f"Recorded here: {event.name}. The platform's data show “{shown.raw}”."
        for event, shown in told.void
        # Not where the duty itself is back, nor where the newest data show what was recorded after all.
        if not back and (event.name == "case.closed" or contradicts(event, seen))
    ]
    return reasons


def _unwatched_parcel(case: Case, policy: Policy, told: Timeline, clocks: list[Clock]) -> bool:
    """Whether a parcel is coming that the policy has a clock for, and none was started: whatever course led there."""
    state = told.state
    return (
        state.parcel == "shipped"
        and not state.settled
        and case.fulfilment == "seller"
        and not any(c.duty == "confirm-receipt" and c.attempt == state.attempt for c in clocks)
        and any(
            "return.shipped" in rule.starts and rule.owner == "seller" and case.kind in rule.when.get("kind", ())
            for rule in policy.rules
        )
    )


def _unwatched_dispute(clocks: list[Clock]) -> bool:
    return not any(c.duty == "gather-evidence" for c in clocks)


def _mid_course(told: Timeline) -> bool:
    """Whether where the case stands is known only from its first snapshot. A refusal leaves the seller nothing
    to do.
    """
    opened = max((h.event.at for h in told.happenings if h.event.name in OPENINGS), default=None)
    unknown = [
        h.event
        for h in told.happenings
        if h.event.inferred and h.event.earliest is None and (opened is None or h.event.at >= opened)
    ]
    if not unknown or told.state.decision == "rejected":
        return False
    first_shown = min(e.at for e in unknown)
    furthest = max(PROGRESS.get(e.name, 0) for e in unknown)
    return not any(
        _learned(e) >= first_shown and (e.inferred or PROGRESS.get(e.name, 0) > furthest)
        for e in (h.event for h in told.happenings)
        if not (e.inferred and e.earliest is None)
    )


def _learned(event: Event) -> datetime:
    """When an event was known: what a person recorded, not before it was recorded."""
    return max(event.at, event.recorded_at or event.at) if event.source == "hand" else event.at


def _looked_into(told: Timeline, seen: Observation, *, only_confirmed: bool) -> Event | None:
    """The last fact that the seller recorded since the platform's data first showed this, or None.

    Where the case was met in mid-course, only a fact further on settles it, or the seller's word that he looked.
    """
    found = [
        h.event
        for h in told.happenings
        if h.event.source == "hand"
        and (h.event.name == "case.confirmed" if only_confirmed else h.event.name not in UNINFORMATIVE)
        and _learned(h.event) >= seen.noticed_at
    ]
    return found[-1] if found else None
