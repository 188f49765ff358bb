"""Clocks from the platform's own deadlines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases import state as case_state
from aftersales.core.cases.deliveries import ORDER_STAMPS
from aftersales.core.cases.events import MILESTONES, REMARKS, UNINFORMATIVE, answering
from aftersales.core.cases.model import LAG, Case, Observation, Stamp, State
from aftersales.core.cases.statuses import ANSWERS, RECEIVE_PACKAGE
from aftersales.core.cases.timeline import Happening, Timeline
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.stake import stake_of
from aftersales.core.money.amount import Money
from aftersales.core.rules.milestone import awaited_milestone
from aftersales.core.rules.policy import Policy, Rule
from aftersales.core.time.length import local_time
from aftersales.language import tr

# What the platform's own actions ask of the seller, and which recorded events answer them.
STAMPED_DUTY = {
    **dict.fromkeys(ANSWERS, "respond"),
    RECEIVE_PACKAGE: "confirm-receipt",
    "rts_sla_time": "dispatch",
    "tts_sla_time": "dispatch",
    "shipping_due_time": "auto-cancel",
    "collection_due_time": "auto-cancel",
    "delivery_due_time": "auto-cancel",
    "delivery_sla_time": "deliver",
}
_OUTCOME = {
    "respond": "auto-approved", "confirm-receipt": "refunded", "dispatch": "late", "deliver": "delivery-late",
    "auto-cancel": "order-cancelled",
}  # fmt: skip


def at_risk(case: Case, duty: str, state: State) -> Money | None:
    """The money at risk, in the case's currency; None for duties without an amount."""
    if duty in ("respond", "confirm-receipt"):
        return case.amount or (case.order_amount if case.kind == "cancellation" else None)
    if duty == "dispatch":
        return case.order_amount
    owed, priced = case_state.owing(case, state), case.amount or case.order_amount
    left = (owed or 0) - state.refunded + state.before
    if duty == "refund" and priced is not None and left > 0:
        return Money(left, priced.currency)
    return None


def earliest_deadlines(timeline: Timeline) -> dict[str, datetime]:
    """The platform's deadline for each duty; of several the earliest."""
    deadlines: dict[str, datetime] = {}
    for stamp in timeline.stamps:
        duty = STAMPED_DUTY.get(stamp.action)
        if duty is not None:
            deadlines[duty] = min(stamp.deadline, deadlines.get(duty, stamp.deadline))
    return deadlines


def with_platform_deadlines(case: Case, policy: Policy, timeline: Timeline, clocks: list[Clock]) -> list[Clock]:
    """The clocks with the platform's deadlines in place of the computed ones; a stamp no rule knows is its own
    clock.
    """
    snapshot = timeline.stamped
    if snapshot is None:
        return clocks
    if case.kind == "delivery":
        return _of_order(case, policy, timeline, clocks)
    changed = list(clocks)
    for duty, deadline in earliest_deadlines(timeline).items():
        answer = _answer(timeline, answering(duty), snapshot)
        under_way = duty == "confirm-receipt" and timeline.state.parcel == "shipped"
        flags = ("in-transit",) * under_way + ("stamp-not-repeated",) * (not timeline.repeated)
        covered = [n for n, c in enumerate(changed) if c.duty == duty and _covers(c, answer)]
        for n in covered:
            changed[n] = changed[n]._replace(due=deadline, stamped_due=deadline, flags=(*changed[n].flags, *flags))
        if not covered:
            changed.append(_without_rule(case, policy, timeline, duty, deadline, answer)._replace(flags=flags))
    return changed


def _of_order(case: Case, policy: Policy, timeline: Timeline, clocks: list[Clock]) -> list[Clock]:
    """The clocks of an order with the platform's deadlines: each for the clock that waits for the same milestone. A
    deadline that no clock waits for is one of its own, where it counts in the market (`_counts`).
    """
    rules = {rule.id: rule for rule in policy.rules}
    asked = {(STAMPED_DUTY[s.action], ORDER_STAMPS[s.action][1]) for s in timeline.stamps}
    # What starts only when the promised day is over has no part where the platform itself says when it cancels.
    changed = [c for c in clocks if not (c.chained and (c.duty, _waits_for(c, rules)) in asked)]
    without_rule: set[str] = set()  # duties that have a clock of a deadline alone: the first milestone's is enough
    for stamp in timeline.stamps:
        duty, milestone = STAMPED_DUTY[stamp.action], ORDER_STAMPS[stamp.action][1]
        answer = _answer(timeline, MILESTONES[milestone] | {"order.cancelled"}, timeline.stamped)
        alike = [n for n, c in enumerate(changed) if (c.duty, _waits_for(c, rules)) == (duty, milestone)]
        covered = [n for n in alike if _covers(changed[n], answer)]
        for n in covered:
            changed[n] = changed[n]._replace(due=stamp.deadline, stamped_due=stamp.deadline)
        if not covered and duty not in without_rule and _counts(case, duty, milestone, clocks, policy):
            without_rule.add(duty)
            changed.append(_without_rule(case, policy, timeline, duty, stamp.deadline, answer))
    return changed


def _waits_for(clock: Clock, rules: Mapping[str, Rule]) -> str | None:
    """The milestone that ends a clock; None of one that other things end too."""
    rule = rules.get(clock.rule or "")
    return None if rule is None else awaited_milestone(rule)


def _counts(case: Case, duty: str, milestone: str, clocks: Iterable[Clock], policy: Policy) -> bool:
    """Whether a deadline that stands for no rule's clock is the duty's. One order has one dispatch: the deadline for
    the milestone that counts in the market, which is readiness where no rule says so. The rest is only told.
    """
    if duty != "dispatch":
        return True
    if any(c.duty == duty and c.rule is not None for c in clocks):
        return False
    placed = case.order_snapshot.placed_at if case.order_snapshot else None
    day = None if placed is None else local_time(placed, ZoneInfo(policy.timezone)).date()
    rules = [r for r in policy.rules if r.duty == duty and (day is None or policy.in_force(r, day))]
    return milestone in ({awaited_milestone(rule) for rule in rules} or {"order.ready"})


def only_mentioned(clock: Clock, timeline: Timeline, zone: ZoneInfo) -> tuple[str, ...]:
    """The platform's times for the other milestone of a dispatch, which don't count for this clock."""
    others = [s for s in timeline.stamps if STAMPED_DUTY.get(s.action) == clock.duty == "dispatch"]
    return tuple(_mention(s, zone) for s in others if s.deadline != clock.stamped_due)


def _mention(stamp: Stamp, zone: ZoneInfo) -> str:
    moment = text.moment(stamp.deadline.astimezone(zone))
    if ORDER_STAMPS[stamp.action][1] == "order.ready":
        return tr("The platform also has a time to be ready to ship, {moment}: it is not this deadline.", moment=moment)
    return tr("The platform also has a time to be collected, {moment}: it is not this deadline.", moment=moment)


def awaits_decision(clocks: Iterable[Clock]) -> bool:
    """Whether a decision is waited for, whatever was decided before: the platform gives a deadline of its own, or its
    data say otherwise than was recorded here.
    """
    return any(c.duty == "respond" and c.stopped_at is None for c in clocks)


def asked_since(timeline: Timeline, deadline: datetime) -> datetime:
    """Since when what only a stamp gives is waited for: the newest exact event before the deadline, or the change of
    the row that carries it. When a file was made says nothing of that.
    """
    snapshot = timeline.stamped
    known = [h.event.at for h in timeline.happenings if not h.event.inferred and _moves(h.event.name)]
    if snapshot is not None and snapshot.first_seen < snapshot.noticed_at and timeline.state.decision != "pending":
        known.append(snapshot.first_seen)
    first = deadline if snapshot is None else min(snapshot.first_seen, deadline)
    return max((at for at in known if at <= deadline), default=first)


def _moves(event: str) -> bool:
    return event not in REMARKS | UNINFORMATIVE and not event.startswith("case.")


def _answer(timeline: Timeline, answers: Collection[str], snapshot: Observation | None) -> Happening | None:
    """What was recorded here after the snapshot that carries the stamp, and answers it."""
    if snapshot is None:
        return None
    return next(
        (
            h
            for h in timeline.happenings
            if h.event.source == "hand" and h.event.name in answers and h.event.at >= snapshot.first_seen - LAG
        ),
        None,
    )


def _covers(clock: Clock, answer: Happening | None) -> bool:
    if clock.chained:
        return False
    return clock.stopped_at is None or (answer is not None and clock.stopped_at == answer.event.at)


def _without_rule(
    case: Case, policy: Policy, timeline: Timeline, duty: str, deadline: datetime, answer: Happening | None
) -> Clock:
    """The clock of a platform deadline for which the policy has no rule."""
    owner = "platform" if duty in ("deliver", "auto-cancel") else "seller"
    return Clock(
        duty=duty,
        owner=owner,
        rule=None,
        policy=policy.name,
        started_by="platform",
        started_at=asked_since(timeline, deadline),
        due=deadline,
        stamped_due=deadline,
        outcome=_OUTCOME[duty],
        attempt=timeline.state.attempt,
        stopped_at=answer.event.at if answer else None,
        stopped_by=answer.event.name if answer else None,
        confirmed=answer.confirmed if answer else True,
        at_risk=at_risk(case, duty, timeline.state),
        stake=stake_of(duty, owner),
        why=(tr("The platform asks for this and gives the deadline."),),
    )
