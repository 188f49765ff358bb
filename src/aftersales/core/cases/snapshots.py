"""Decides what the platform's snapshots tell of a case: which of them count, what changed between them, what they say
of a decision recorded by hand. Leaves putting it all in order to `timeline`.

A snapshot tells that something is so, not since when. A change between two snapshots becomes an inferred event with
an interval: from the last time the case was seen without it to the first time it was seen with it. What a snapshot
shows of a case never seen before has no early end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from aftersales.core.cases.events import INFERRED, VERDICTS
from aftersales.core.cases.model import LAG, Case, Event, Observation
from aftersales.core.cases.statuses import STATUSES

# Of two snapshots of the very same instant, the one that is further on is the newer.
_FURTHER = {name: n for n, name in enumerate(STATUSES)}


def effective(observations: Iterable[Observation]) -> list[Observation]:
    """Snapshots in order of time, without those that another one outdoes.

    An API row holds from its update to the end of its file: an export of an instant inside says nothing beside it. A
    finished ref never becomes unfinished again.
    """
    told = list(observations)
    if len(told) < 2:
        return told
    api = [o for o in told if o.source == "api"]
    ordered = sorted(
        (o for seen in told if (o := _beside(seen, api)) is not None) if api else told,
        key=lambda o: (o.first_seen, o.source == "api", o.last_seen, _FURTHER.get(o.status, 0)),
    )
    kept, finished = [], set[str | None]()
    for seen in ordered:
        status = STATUSES.get(seen.status)
        if seen.ref in finished and not (status and status.finished):
            continue
        if status and status.finished:
            finished.add(seen.ref)
        kept.append(seen)
    return kept


def _beside(seen: Observation, api: Sequence[Observation]) -> Observation | None:
    """What is left of a snapshot beside the API's rows of the same ref; None where nothing is."""
    for row in api if seen.source != "api" else ():
        if row.ref == seen.ref and row.first_seen <= seen.first_seen <= row.last_seen:
            if seen.last_seen <= row.last_seen:
                return None
            seen = seen._replace(first_seen=row.last_seen + timedelta(seconds=1))
    return seen


def contradicts(event: Event, seen: Observation | None) -> bool:
    """Whether a snapshot says otherwise than an event recorded by hand."""
    return seen is not None and _says(event, seen) is False


def _says(event: Event, seen: Observation) -> bool | None:
    """What a snapshot says of a decision. A dispute proves the refusal that it is about, whatever came of it."""
    if event.name in ("request.rejected", "return.refused") and seen.arbitration is not None:
        return True
    return VERDICTS.get(event.name, {}).get(seen.status)


def stamped(shown: Sequence[Observation]) -> Observation | None:
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


def verdict(
    event: Event, observations: Sequence[Observation], vouched: datetime | None
) -> tuple[bool | None, Observation | None]:
    """What the first telling snapshot newer than the event says of it. The user's own word outdoes older data."""
    since = event.at if vouched is None or vouched < event.at else vouched
    older = [o for o in observations if o.last_seen <= since + LAG]
    before = [o for o in older if o.first_seen <= event.at]
    # Shown already when it was recorded here: that is no contradiction, and it is confirmed.
    if before and event.at <= before[-1].last_seen + LAG and _says(event, before[-1]):
        return True, before[-1]
    for seen in observations:
        told = _says(event, seen) if seen.last_seen > since + LAG else None
        if told is not None:
            return told, seen
    return None, None


def changes(case: Case, observations: Sequence[Observation], *, superseded: bool) -> list[Event]:
    """The changes between the snapshots of one ref, as inferred events in the order in which they must have come."""
    events: list[Event] = []
    offered = over = False
    decision, parcel, money, early = "pending", "none", "none", None
    arbitration: str | None = None
    for seen in observations:
        status = STATUSES.get(seen.status)
        if status is None:
            continue
        names: list[str] = []
        if status.decision and status.decision != decision:
            names.append(INFERRED.get(("decision", status.decision), "request.resubmitted"))
            offered, decision = decision == "offered", status.decision
            if decision == "pending":
                parcel = money = "none"  # asked again: the parcel and the money of before are another attempt's
        arrived = status.parcel or (
            "shipped" if seen.tracking and _ships(case, seen) and decision == "approved" else None
        )
        if arrived and arrived != parcel and ("parcel", arrived) in INFERRED:
            names.append(INFERRED["parcel", arrived])
        if status.money and status.money != money:
            # Approved with money due: of a return, the platform took the parcel as received, seen under way or not.
            if status.money == "owed" and case.kind == "return" and not seen.keep:
                names.append("return.received")
            if status.money == "refunded":
                names.append("refund.issued")
            money = status.money
        parcel = arrived or parcel
        if seen.arbitration != arbitration and seen.arbitration in _RULINGS:
            # A ruling comes after the refusal that was disputed, and before what it brings about.
            place = max((names.index(n) + 1 for n in ("request.rejected", "return.refused") if n in names), default=0)
            names[place:place] = _dispute(arbitration, seen.arbitration)
        arbitration = seen.arbitration or arbitration
        if status.finished and not superseded and not over:
            over = True  # shown again, it ends no second time
            if decision == "pending" and not status.decision:
                names.append("request.withdrawn")
            names.append("case.closed")
        known = [_event(name, seen, early, parcel_after_offer=offered and arrived is not None) for name in names]
        # Money that went out at a known instant was granted before it.
        paid = next((e.at for e in known if e.name == "refund.issued" and not e.inferred), None)
        events += [e if paid is None or e.name == "case.closed" else no_later(e, paid) for e in known]
        early = seen.last_seen
    return events


# The platform's word in a dispute → whom it ruled for; None while it has not ruled.
_RULINGS = {"in-progress": None, "for-buyer": "buyer", "for-seller": "seller", "closed": "nobody"}


def _dispute(before: str | None, now: str) -> list[str]:
    opened = ["dispute.opened"] if now == "in-progress" or before in (None, "closed") else []
    return opened + ([] if _RULINGS[now] is None else ["dispute.ruled"])


def no_later(event: Event, latest: datetime) -> Event:
    """An event that must have come by some instant."""
    at = min(event.at, latest)
    return event._replace(at=at, earliest=None if event.earliest is None else min(event.earliest, at))


def _ships(case: Case, seen: Observation) -> bool:
    return case.kind in ("return", "replacement") and not seen.keep


def _event(name: str, seen: Observation, early: datetime | None, *, parcel_after_offer: bool) -> Event:
    data: dict[str, str] = {}
    if name == "request.approved" and seen.keep:
        data["mode"] = "keep"
    elif name == "request.approved" and parcel_after_offer:
        data["mode"] = "undecided"  # the offer came to nothing: a parcel is expected after all
    if name == "return.shipped" and seen.tracking:
        data["tracking"] = seen.tracking
    if name == "case.closed":
        data["reason"] = seen.raw
    if name == "dispute.ruled" and (ruling := _RULINGS.get(seen.arbitration or "")):
        data["for"] = ruling
    if name == "refund.issued" and seen.refunded_at is not None:
        return Event(name, seen.refunded_at, data, seen.source, seen.origin)
    # Snapshots may overlap, since the platform's lists lag: the early end is never after the late one.
    earliest = None if early is None else min(early, seen.first_seen)
    return Event(name, seen.first_seen, data, "inferred", seen.origin, inferred=True, earliest=earliest)
