"""Decides what happened to a case, in order, from recorded events and the platform's snapshots; leaves deadlines to `clocks`.

A snapshot tells that something is so, not since when. A change between two snapshots becomes an inferred event with
an interval: from the last time the case was seen without it to the first time it was seen with it. What a snapshot
shows of a case never seen before has no early end. A decision recorded by hand is confirmed by newer data that show
it, and void where newer data contradict it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from aftersales.core.model import Case, Event, Observation, Stamp, State
from aftersales.core.transitions import STATUSES, TOLD_TO_PLATFORM

# The platform's lists lag a few minutes behind an action; data closer than this neither confirm nor contradict it.
LAG = timedelta(minutes=10)

OPENINGS = frozenset({"request.opened", "request.resubmitted"})
_WAITS = TOLD_TO_PLATFORM - {"receipt.extended"}  # no snapshot shows an extension
_PARCEL_EVENT = {"shipped": "return.shipped", "refused": "return.refused"}
_DECISION_EVENT = {
    "approved": "request.approved",
    "rejected": "request.rejected",
    "offered": "request.offered",
}

# status → what it says of a decision recorded before: True confirms, False contradicts, absent says nothing.
_VERDICTS: dict[str, dict[str, bool]] = {
    "request.approved": dict.fromkeys(
        ("in-process", "approved", "awaiting-ship", "shipped", "receive-rejected", "refund-due", "complete", "replaced"),
        True,
    )
    | {"pending": False, "rejected": False, "offered": False},
    "request.offered": {"pending": False, "offered": True, "complete": True, "refund-due": True, "cancelled": True},
    "request.rejected": {"rejected": True, "cancelled": True}
    | dict.fromkeys(("pending", "approved", "awaiting-ship", "shipped", "refund-due", "complete"), False),
    "return.received": {"refund-due": True, "complete": True, "replaced": True, "shipped": False, "awaiting-ship": False},
    "return.refused": {"receive-rejected": True, "cancelled": True, "shipped": False, "complete": False},
    "refund.issued": {"complete": True}
    | dict.fromkeys(("pending", "rejected", "awaiting-ship", "shipped", "refund-due", "cancelled"), False),
}  # fmt: skip


class Happening(NamedTuple):
    """An event that counts. `confirmed` is False where it was recorded here and the platform's data do not show it yet."""

    event: Event
    confirmed: bool = True


class Timeline(NamedTuple):
    """What happened, in order; what was recorded but is contradicted (event, the snapshot that says otherwise).

    `latest` is the newest snapshot of the ref now open; `stamps` are the platform's deadlines that still hold, and
    `stamped` the snapshot that carries them.
    """

    happenings: tuple[Happening, ...]
    void: tuple[tuple[Event, Observation], ...]
    latest: Observation | None
    state: State
    stamps: tuple[Stamp, ...] = ()
    stamped: Observation | None = None


def build(case: Case) -> Timeline:
    """The case's timeline and where it stands now. Pure; the order in which facts were recorded does not matter."""
    case = replace(case, events=_openings_once(case.events))
    observations = _effective(case)
    recorded, void = _judge(case, observations)
    exact = [h.event for h in recorded]
    inferred = _inferred(case, observations, exact)
    happenings = sorted(
        [*recorded, *(Happening(e) for e in inferred)], key=lambda h: (h.event.at, h.event.inferred, h.event.id or 0)
    )
    current = _current_ref(case, exact)
    shown = [o for o in observations if current is None or o.ref == current]
    latest = shown[-1] if shown else None
    state = _state(case, happenings, void, latest)
    stamped = None if state.closed else _stamped(shown)
    return Timeline(tuple(happenings), void, latest, state, stamped.stamps if stamped else (), stamped)


def _stamped(shown: Sequence[Observation]) -> Observation | None:
    """The snapshot whose stamps hold. An export can carry none: while it shows the same decision, the API's live on."""
    later: list[str | None] = []
    for seen in reversed(shown):
        status = STATUSES.get(seen.status)
        if status is not None and status.finished:
            return None
        decision = status.decision if status else None
        if seen.source == "api":
            return seen if seen.stamps and all(d == decision for d in later) else None
        later.append(decision)
    return None


def _openings_once(events: Sequence[Event]) -> tuple[Event, ...]:
    """Without the submissions recorded by hand that the platform's own data have since told, and more exactly."""
    told = {name: sum(e.name == name and e.source != "hand" for e in events) for name in OPENINGS}
    kept = []
    for event in events:
        if event.name in OPENINGS and event.source == "hand" and told[event.name] > 0:
            told[event.name] -= 1
        else:
            kept.append(event)
    return tuple(kept)


def _openings(case: Case, events: Sequence[Event]) -> list[Event]:
    return sorted((e for e in events if e.name in OPENINGS), key=lambda e: e.at)


def _current_ref(case: Case, events: Sequence[Event]) -> str | None:
    refs = [e.data.get("ref") for e in _openings(case, events) if e.data.get("ref")]
    return refs[-1] if refs else case.ref


def _effective(case: Case) -> list[Observation]:
    """Snapshots in order, API after export of the same instant, without those that would unfinish a finished ref."""
    ordered = sorted(case.observations, key=lambda o: (o.first_seen, o.source == "api"))
    kept, finished = [], set[str | None]()
    for seen in ordered:
        status = STATUSES.get(seen.status)
        if seen.ref in finished and not (status and status.finished):
            continue
        if status and status.finished:
            finished.add(seen.ref)
        kept.append(seen)
    return kept


def _judge(
    case: Case, observations: Sequence[Observation]
) -> tuple[list[Happening], tuple[tuple[Event, Observation], ...]]:
    """Each recorded event as confirmed, waiting or void."""
    vouched = max((e.at for e in case.events if e.name == "case.confirmed"), default=None)
    kept, void = [], []
    for event in sorted(case.events, key=lambda e: (e.at, e.id or 0)):
        if event.source != "hand" or event.name not in _WAITS:
            kept.append(Happening(event))
            continue
        verdict, seen = _verdict(event, _of_attempt(case, event, observations), vouched)
        if verdict is False and seen is not None:
            void.append((event, seen))
        else:
            sure = case.trust or verdict is True or (vouched is not None and event.at <= vouched)
            kept.append(Happening(event, sure))
    return kept, tuple(void)


def _of_attempt(case: Case, event: Event, observations: Sequence[Observation]) -> list[Observation]:
    """The snapshots of the ref that was open when the event was recorded."""
    openings = [e for e in _openings(case, case.events) if e.data.get("ref") and e.at <= event.at]
    ref = openings[-1].data["ref"] if openings else None
    return [o for o in observations if ref is None or o.ref == ref]


def _verdict(
    event: Event, observations: Sequence[Observation], vouched: datetime | None
) -> tuple[bool | None, Observation | None]:
    """What the first telling snapshot newer than the event says of it. The user's own word outdoes older data."""
    since = event.at if vouched is None or vouched < event.at else vouched
    for seen in observations:
        if seen.last_seen <= since + LAG:
            # Shown already before it was recorded here: that is no contradiction, and it is confirmed.
            if seen.first_seen <= event.at <= seen.last_seen + LAG and _VERDICTS[event.name].get(seen.status):
                return True, seen
            continue
        verdict = _VERDICTS[event.name].get(seen.status)
        if verdict is not None:
            return verdict, seen
    return None, None


def _inferred(case: Case, observations: Sequence[Observation], exact: Sequence[Event]) -> list[Event]:
    current = _current_ref(case, exact)
    refs = dict.fromkeys(o.ref for o in observations)
    events: list[Event] = []
    for ref in refs:
        own = [o for o in observations if o.ref == ref]
        superseded = current is not None and ref is not None and ref != current
        events += _walk(case, own, superseded)
    kept = [e for e in events if not _known(e, exact)]
    return [e for e in (_remainder(case, e, exact) for e in kept) if e is not None]


def _remainder(case: Case, told: Event, exact: Sequence[Event]) -> Event | None:
    """A refund that the platform tells of is the same money as what was recorded by hand: only a remainder is new."""
    if told.name != "refund.issued":
        return told
    by_hand = [e for e in exact if e.name == "refund.issued"]
    if not by_hand:
        return told
    total = sum(int(e.data.get("amount") or 0) for e in by_hand)
    if case.amount is None or total >= case.amount.minor:
        return None
    return replace(told, at=max(told.at, *(e.at for e in by_hand)))


def _known(inferred: Event, exact: Sequence[Event]) -> bool:
    """Whether a recorded event of the same name and attempt already tells what was inferred, and more exactly."""
    opened = [e.at for e in exact if e.name in OPENINGS and e.at <= inferred.at]
    since = max(opened) if opened else None
    return any(
        e.name == inferred.name and e.at <= inferred.at + LAG and (since is None or e.at >= since) for e in exact
    )


def _walk(case: Case, observations: Sequence[Observation], superseded: bool) -> list[Event]:
    """The changes between the snapshots of one ref, as inferred events in the order in which they must have come."""
    events: list[Event] = []
    decision, parcel, money, early = "pending", "none", "none", None
    for seen in observations:
        status = STATUSES.get(seen.status)
        if status is None:
            continue
        names: list[str] = []
        if status.decision and status.decision != decision:
            names.append(_DECISION_EVENT.get(status.decision, "request.resubmitted"))
            decision = status.decision
        arrived = status.parcel or (
            "shipped" if seen.tracking and _ships(case, seen) and decision == "approved" else None
        )
        if arrived and arrived != parcel and arrived in _PARCEL_EVENT:
            names.append(_PARCEL_EVENT[arrived])
        if status.money and status.money != money:
            # Approved with money due: for a return that was under way, the platform took the parcel as received.
            if status.money == "owed" and "shipped" in (parcel, arrived) and _ships(case, seen):
                names.append("return.received")
            if status.money == "refunded":
                names.append("refund.issued")
            money = status.money
        parcel = arrived or parcel
        if status.finished and not superseded:
            if decision == "pending" and not status.decision:
                names.append("request.withdrawn")
            names.append("case.closed")
        events += [_event(name, seen, early) for name in names]
        early = seen.last_seen
    return events


def _ships(case: Case, seen: Observation) -> bool:
    return case.kind in ("return", "replacement") and not seen.keep


def _event(name: str, seen: Observation, early: datetime | None) -> Event:
    data: dict[str, str] = {}
    if name == "request.approved" and seen.keep:
        data["mode"] = "keep"
    if name == "return.shipped" and seen.tracking:
        data["tracking"] = seen.tracking
    if name == "case.closed":
        data["reason"] = seen.raw
    if name == "refund.issued" and seen.refunded_at is not None:
        return Event(name, seen.refunded_at, data, seen.source, seen.origin)
    return Event(name, seen.first_seen, data, "inferred", seen.origin, inferred=True, earliest=early)


def _state(
    case: Case, happenings: Sequence[Happening], void: Sequence[tuple[Event, Observation]], latest: Observation | None
) -> State:
    state = State(money="refunded" if case.quick_refund else "none")
    for happening in happenings:
        state = step(case, state, happening.event)
    flags = []
    if case.quick_refund:
        flags.append("quick-refund")
    if any(h.event.name == "case.reopened" for h in happenings):
        flags.append("reopened")
    if void:
        flags.append("contradicted")
    if latest is not None and latest.status not in STATUSES:
        flags.append("unknown-status")
    flags += sorted({flag for e in case.events for flag in e.data.get("flags", ())})
    moving = state.parcel in ("awaited", "shipped", "delivered") and state.mode not in ("keep", "partial")
    settled = state.closed or (state.money == "refunded" and not moving)
    return replace(state, settled=settled, flags=tuple(dict.fromkeys(flags)))


def step(case: Case, state: State, event: Event) -> State:
    """The state after one more event."""
    match event.name:
        case "request.opened":
            return state
        case "request.resubmitted":
            return replace(
                state, decision="pending", parcel="none", mode="undecided", attempt=state.attempt + 1, closed=False
            )
        case "request.approved":
            mode = event.data.get("mode") or state.mode
            returns = case.kind in ("return", "replacement") and mode not in ("keep", "partial")
            owes = case.kind in ("refund", "cancellation") or (case.kind == "return" and not returns)
            return replace(
                state,
                decision="approved",
                mode=mode,
                parcel="awaited" if returns and state.parcel == "none" else state.parcel,
                money="owed" if owes and state.money == "none" else state.money,
            )
        case "request.offered":
            return replace(state, decision="offered", mode="partial")
        case "request.rejected":
            return replace(state, decision="rejected")
        case "return.shipped" | "return.delivered" | "return.refused" | "return.lost":
            return replace(state, parcel=event.name.removeprefix("return."))
        case "return.received":
            owes = case.kind == "return" and state.money == "none"
            return replace(state, parcel="received", money="owed" if owes else state.money)
        case "refund.issued":
            asked = case.amount.minor if case.amount else None
            paid = event.data.get("amount")
            total = state.refunded + (int(paid) if paid is not None else max(0, (asked or 0) - state.refunded))
            done = paid is None or asked is None or total >= asked
            return replace(state, refunded=total, money="refunded" if done else "partial")
        case "case.closed":
            return replace(state, closed=True)
        case "case.reopened":
            return replace(state, closed=False)
    return state
