"""The duty `check`, for missing or contradictory data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.events import LEFT, OPENINGS, PROGRESS, UNINFORMATIVE
from aftersales.core.cases.model import Case, Event, Observation
from aftersales.core.cases.snapshots import contradicts
from aftersales.core.cases.statuses import PARCEL_UNDER_WAY, are_known
from aftersales.core.cases.timeline import Timeline, is_of_unknown_type
from aftersales.core.clocks.buyer_timeout import looked_at
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.platform_deadlines import STAMPED_DUTY, asked_since
from aftersales.core.clocks.stake import stake_of
from aftersales.core.rules.expected_change import next_look
from aftersales.core.rules.policy import Policy
from aftersales.core.time import length
from aftersales.core.vocabulary import ORDER_TYPES, event_text, label
from aftersales.language import tr

UNPAID = "payment.missing"  # it starts a look; it is not an event: it says that none came


def check_duties(case: Case, policy: Policy, zone: ZoneInfo, timeline: Timeline, clocks: list[Clock]) -> list[Clock]:
    """The duty `check`, where the platform's data show something that can't be told from here: look, and record it. So
    it is where money that the platform should have paid by itself is not to be seen.
    """
    if timeline.state.closed:
        return []
    return _of_data(case, policy, zone, timeline, clocks) or list(_of_payments(policy, zone, timeline, clocks))


def _of_data(case: Case, policy: Policy, zone: ZoneInfo, timeline: Timeline, clocks: list[Clock]) -> list[Clock]:
    """The look that the data themselves ask for."""
    snapshot = timeline.latest
    if snapshot is None:
        return []
    mid_course = _mid_course(timeline)
    waiting = [*_waiting(case, policy, timeline, snapshot, clocks, mid_course=mid_course)]
    pressing = [*_pressing(case, policy, timeline, snapshot, clocks)]
    if not pressing and not waiting:
        return []
    unknown = [s.deadline for s in timeline.stamps if s.action not in STAMPED_DUTY]
    unclear = bool(unknown) or any(True for _ in _unknown_words(case, timeline, snapshot))
    looked = _looked_into(timeline, snapshot, only_confirmed=mid_course and not unclear)
    under_way = timeline.state.parcel in PARCEL_UNDER_WAY
    change = None if pressing else next_look(case, policy, zone, timeline, looked)
    if looked is not None and not (unclear or change or (looked.name == "case.confirmed" and under_way)):
        return []
    due, by = (change.due, change.basis) if change else _look_by(case, zone, snapshot, unknown, looked)
    reasons = [*pressing, *waiting]
    if looked is not None:
        reasons.append(_last_looked(text.day(looked.at.astimezone(zone)), under_way=under_way))
    elif change is not None:
        reasons.append(tr("The data of {day} show the same.", day=text.day(snapshot.last_seen.astimezone(zone))))
    return [
        Clock(
            duty="check",
            owner="seller",
            rule=None,
            policy=policy.name,
            started_by="platform",
            started_at=asked_since(timeline, due) if unknown else snapshot.first_seen,
            due=due,
            stamped_due=due if due in unknown else None,
            flags=("unknown-action",) if unknown else (),
            attempt=timeline.state.attempt,
            stake=stake_of("check", "seller", stamped=bool(unknown)),
            why=(*reasons, tr("{basis}: due {due}.", basis=by, due=text.moment(due.astimezone(zone)))),
        )
    ]


def _last_looked(day: str, *, under_way: bool) -> str:
    if under_way:
        return tr("Last checked on {day}; `shipped CASE --at WHEN` starts its clock.", day=day)
    return tr("Last checked on {day}.", day=day)


def _of_payments(policy: Policy, zone: ZoneInfo, timeline: Timeline, clocks: list[Clock]) -> Iterator[Clock]:
    """A look for each payment of the platform whose time is over: where newer data do not show the money; where the
    platform's data never showed the case, as soon as the time is over.
    """
    snapshot, zoned = timeline.latest, partial(_moment, zone)
    for payment in clocks:
        if not _is_payment(payment) or payment.stopped_at is not None:
            continue
        if snapshot is not None and snapshot.last_seen <= payment.due:
            continue  # the data are older: whether the money went out in time is not known yet
        looked = looked_at(timeline, payment.due)
        due = length.end_of_day(payment.due, zone, 1)
        unpaid = tr(
            "The platform pays this by itself, by {rule} until {due}.", rule=payment.rule, due=zoned(payment.due)
        )
        yield Clock(
            duty="check",
            owner="seller",
            rule=None,
            policy=policy.name,
            started_by=UNPAID if snapshot is None else "platform",
            started_at=payment.due,
            due=due,
            attempt=payment.attempt,
            stopped_at=looked,
            stopped_by="case.confirmed" if looked else None,
            chained=snapshot is None,
            stake=stake_of("check", "seller"),
            why=(unpaid, _not_shown(snapshot, zoned), tr("By the end of the next day: due {due}.", due=zoned(due))),
        )


def _is_payment(clock: Clock) -> bool:
    return clock.duty == "refund" and clock.owner == "platform"


def _not_shown(snapshot: Observation | None, zoned: Callable[[datetime], str]) -> str:
    """What is known of a payment of the platform, and what to do."""
    if snapshot is None:
        return tr(
            "Nothing here says that it did: look in Seller Center, then `refund CASE` if the money went out, else "
            "`confirm CASE`."
        )
    return tr(
        "The newest data, of {moment}, do not show the money: look in Seller Center, then `refund CASE` if it went "
        "out, else `confirm CASE`.",
        moment=zoned(snapshot.last_seen),
    )


def _moment(zone: ZoneInfo, instant: datetime) -> str:
    return text.moment(instant.astimezone(zone))


def _look_by(
    case: Case, zone: ZoneInfo, snapshot: Observation, unknown: list[datetime], looked: Event | None
) -> tuple[datetime, str]:
    """When the check is due, and why then."""
    by = (
        tr("The platform deadline for it") if unknown else tr("By the end of the day on which the data first showed it")
    )
    due = min(unknown) if unknown else length.end_of_day(snapshot.noticed_at, zone)
    if case.caught_up_at is not None and due < case.caught_up_at:
        due = length.end_of_day(case.caught_up_at, zone)
        by = tr("By the end of the day on which aftersales took over the shop's history")
    if looked is not None and due < (again := length.end_of_day(looked.at, zone, 1)):
        # A parcel is still on its way, or a word of the platform is unknown; both may look different tomorrow.
        return again, tr("A check is good for one day, so by the end of the next day")
    return due, by


def _pressing(
    case: Case, policy: Policy, timeline: Timeline, snapshot: Observation, clocks: list[Clock]
) -> Iterator[str]:
    """Why somebody must look though nothing is waited for, one sentence each."""
    yield from _unknown_values(case, timeline, snapshot)
    yield from _unknown_starts(case, policy, timeline, snapshot, clocks)
    for stamp in timeline.stamps:
        if stamp.action not in STAMPED_DUTY:
            yield tr("The platform asks for an action that aftersales does not know: “{action}”.", action=stamp.action)
    yield from _contradictions(timeline, snapshot, clocks)


def _waiting(
    case: Case, policy: Policy, timeline: Timeline, snapshot: Observation, clocks: list[Clock], *, mid_course: bool
) -> Iterator[str]:
    """What goes on, nobody knows since when."""
    if case.kind not in ("cancellation", "delivery") and mid_course and not _is_stamped(clocks):
        yield tr(
            "First seen in mid-course, as “{raw}”: the start is unknown, so no deadline can be calculated.",
            raw=snapshot.raw,
        )
    elif _unwatched_parcel(case, policy, timeline, clocks):
        yield tr(
            "Its parcel is under way, as “{raw}”; the start is unknown, so no deadline can be calculated.",
            raw=snapshot.raw,
        )


def _is_stamped(clocks: list[Clock]) -> bool:
    return any(c.stamped_due is not None and c.stopped_at is None for c in clocks)


def _unknown_words(case: Case, timeline: Timeline, snapshot: Observation) -> Iterator[str]:
    """The platform's words that are not known here: what they mean must be looked up every day until they are."""
    if case.unknown_kind:
        yield tr(
            "aftersales does not know this kind of request: “{kind}”. It is kept as a {nearest}; look in Seller Center "
            "what it asks of you.",
            kind=case.unknown_kind,
            nearest=label(case.kind),
        )
    if is_of_unknown_type(case, timeline.state) and not any(h.event.name in LEFT for h in timeline.happenings):
        yield tr(
            "aftersales does not know this type of order: “{type}”. It may have another time than a regular one.",
            type=case.order_snapshot.order_type if case.order_snapshot else "",
        )
    if are_known(snapshot.status, snapshot.arbitration):
        return
    if case.kind == "delivery" and timeline.state.ended:
        return  # an order that arrived, or was cancelled, asks for nothing whatever it is called
    if snapshot.raw:
        yield tr("aftersales does not know the platform's status: “{raw}”.", raw=snapshot.raw)
    else:
        yield tr("The platform's data give no status.")


def _unknown_values(case: Case, timeline: Timeline, snapshot: Observation) -> Iterator[str]:
    yield from _unknown_words(case, timeline, snapshot)
    state = timeline.state
    ruled_otherwise = state.arbitration in ("for-seller", "closed") and state.approved_by == "unknown"
    if ruled_otherwise and state.money == "owed":
        yield tr(
            "The platform decided otherwise before and now shows “{raw}”: is the refund still owed?", raw=snapshot.raw
        )


def _unknown_starts(
    case: Case, policy: Policy, timeline: Timeline, snapshot: Observation, clocks: list[Clock]
) -> Iterator[str]:
    if case.kind == "delivery" and not timeline.stamps and not _is_placed(timeline):
        yield tr("The date of the order is unknown, so no deadline can be calculated.")
    if _own_time_unknown(case, policy, timeline, clocks):
        yield tr(
            "An order of the type {type} has a time of its own to leave, and the data don't tell it: look in Seller "
            "Center and note it, then `confirm`.",
            type=case.order_snapshot.order_type if case.order_snapshot else "",
        )
    if timeline.state.arbitration == "in-progress" and _unwatched_dispute(clocks):
        yield (
            tr(
                "A dispute is in progress, as “{raw}”; its start is unknown: evidence may be due within a day.",
                raw=snapshot.raw,
            )
        )


def _is_placed(timeline: Timeline) -> bool:
    return any(h.event.name == "order.placed" for h in timeline.happenings)


def _own_time_unknown(case: Case, policy: Policy, timeline: Timeline, clocks: list[Clock]) -> bool:
    """Whether an order is not a regular one, is not ready yet, and has no deadline though the market's rules have one
    for regular orders. Who has looked once knows it.
    """
    order = case.order_snapshot
    if order is None or order.order_type not in ORDER_TYPES or order.order_type == "regular":
        return False
    events = {h.event.name for h in timeline.happenings}
    return (
        case.fulfilment == "seller"
        and not timeline.state.ended
        and not events & (LEFT | {"case.confirmed"})
        and not any(c.duty == "dispatch" for c in clocks)
        and any(rule.duty == "dispatch" for rule in policy.rules)
    )


def _contradictions(timeline: Timeline, snapshot: Observation, clocks: list[Clock]) -> Iterator[str]:
    """What was recorded and is contradicted; nothing where a clock runs again because of it: the seller's own, or that
    of a payment of the platform, which has a look of its own.
    """
    if not timeline.void:
        return
    if any(c.stopped_at is None and (c.owner == "seller" or _is_payment(c)) and not c.chained for c in clocks):
        return
    for event, shown in timeline.void:
        # The newest data may show what was recorded after all.
        if event.name == "case.closed" or contradicts(event, snapshot):
            yield tr(
                "Recorded here: {event}. The platform's data show “{raw}”.",
                event=event_text(event.name),
                raw=shown.raw,
            )


def _unwatched_parcel(case: Case, policy: Policy, timeline: Timeline, clocks: list[Clock]) -> bool:
    """Whether a return parcel is expected, the policy has a clock for it, and none was started."""
    state = timeline.state
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


def _mid_course(timeline: Timeline) -> bool:
    """Whether where the case stands is known only from its first snapshot. A refusal leaves the seller nothing
    to do.
    """
    if timeline.state.decision == "rejected":
        return False
    unknown = [h.event for h in timeline.happenings if h.event.inferred and h.event.earliest is None]
    if unknown:
        opened = max((h.event.at for h in timeline.happenings if h.event.name in OPENINGS), default=None)
        unknown = [event for event in unknown if opened is None or event.at >= opened]
    if not unknown:
        return False
    first_shown = min(e.at for e in unknown)
    furthest = max(PROGRESS.get(e.name, 0) for e in unknown)
    return not any(
        _learned(e) >= first_shown and (e.inferred or PROGRESS.get(e.name, 0) > furthest)
        for e in (h.event for h in timeline.happenings)
        if not (e.inferred and e.earliest is None)
    )


def _learned(event: Event) -> datetime:
    """When an event was known: what a person recorded, not before it was recorded."""
    return max(event.at, event.recorded_at or event.at) if event.source == "hand" else event.at


def _looked_into(timeline: Timeline, snapshot: Observation, *, only_confirmed: bool) -> Event | None:
    """The last fact that the seller recorded since the platform's data first showed this, or None.

    Where the case was met in mid-course, only a fact further on settles it, or the seller's word that he looked.
    """
    looks = [
        h.event
        for h in timeline.happenings
        if h.event.source == "hand"
        and (h.event.name == "case.confirmed" if only_confirmed else h.event.name not in UNINFORMATIVE)
        and _learned(h.event) >= snapshot.noticed_at
    ]
    return looks[-1] if looks else None
