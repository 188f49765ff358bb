"""Snapshots of a case in the platform's data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from aftersales.core.cases.events import INFERRED, OPENINGS, VERDICTS
from aftersales.core.cases.model import LAG, Case, Event, Observation, Stamp
from aftersales.core.cases.statuses import ANSWERS, RECEIVE_PACKAGE, STATUSES, WAITS_FOR, Status
from aftersales.core.requests import return_steps
from aftersales.named_tuple import NamedTuple

# Of two snapshots of the very same instant, the one that is further on is the newer.
_FURTHER = {name: n for n, name in enumerate(STATUSES)}


def effective(observations: Iterable[Observation]) -> list[Observation]:
    """Snapshots in order of time, without those that a better one replaces.

    An API row holds from its update to the end of its file: an export of an instant inside says nothing beside it. A
    finished ref never becomes unfinished again.
    """
    unordered = list(observations)
    if len(unordered) < 2:
        return unordered
    api = [o for o in unordered if o.source == "api"]
    known = [o for snapshot in unordered if (o := _beside(snapshot, api)) is not None] if api else unordered
    ordered = known if _is_in_order(known) else _in_order(known)
    kept, finished = [], set[str | None]()
    for snapshot in ordered:
        status = STATUSES.get(snapshot.status)
        if snapshot.ref in finished and not (status and status.finished):
            continue
        if status and status.finished:
            finished.add(snapshot.ref)
        kept.append(snapshot)
    return kept


def _is_in_order(snapshots: Sequence[Observation]) -> bool:
    """Whether each snapshot is of a later instant than the one before, as they nearly always are in the ledger."""
    return not [after for before, after in pairwise(snapshots) if before.first_seen >= after.first_seen]


def _in_order(snapshots: Sequence[Observation]) -> list[Observation]:
    contradictory = len({_seen(o) for o in snapshots}) < len(snapshots)
    return sorted(snapshots, key=_place if contradictory else _seen)


def _seen(snapshot: Observation) -> tuple[Any, ...]:
    """When a snapshot was seen, and how far on it is: nearly always that is enough to put snapshots in order."""
    return (snapshot.first_seen, snapshot.source == "api", snapshot.last_seen, _FURTHER.get(snapshot.status, 0))


def _place(snapshot: Observation) -> tuple[Any, ...]:
    """Where a snapshot stands among others. Of two of the same second that contradict each other the further one is the
    last, then the one with the earlier deadline; the rest only makes the place the same, in whatever order they are
    read.
    """
    deadlines = [s.deadline for s in snapshot.stamps or ()]
    return (
        *_seen(snapshot),
        snapshot.stamps is not None,
        -min(deadlines).timestamp() if deadlines else float("-inf"),
        snapshot.raw,
        snapshot.arbitration or "",
        snapshot.tracking or "",
        snapshot.keep,
        str(snapshot.stamps),
        str(snapshot.refunded_at),
    )


def _beside(snapshot: Observation, api: Sequence[Observation]) -> Observation | None:
    """What is left of a snapshot beside the API's rows of the same ref; None where nothing is."""
    for row in api if snapshot.source != "api" else ():
        if row.ref == snapshot.ref and row.first_seen <= snapshot.first_seen <= row.last_seen:
            if snapshot.last_seen <= row.last_seen:
                return None
            snapshot = snapshot._replace(first_seen=row.last_seen + timedelta(seconds=1))
    return snapshot


def contradicts(event: Event, snapshot: Observation | None) -> bool:
    """Whether a snapshot contradicts an event recorded by hand."""
    return snapshot is not None and _says(event, snapshot) is False


def _says(event: Event, snapshot: Observation) -> bool | None:
    """What a snapshot says of a decision. A dispute proves that the request was refused, however it ended."""
    if event.name in ("request.rejected", "return.refused") and snapshot.arbitration is not None:
        return True
    return VERDICTS.get(event.name, {}).get(snapshot.status)


class StampedSnapshot(NamedTuple):
    """The snapshot whose stamps hold, with those alone; `repeated` is False where a newer row left them out."""

    snapshot: Observation
    repeated: bool = True

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """The platform's deadlines that hold."""
        return self.snapshot.stamps or ()


def stamped(shown: Sequence[Observation]) -> StampedSnapshot | None:
    """The snapshot whose stamps hold. An export can carry none: while it shows the same decision, the API's live on. So
    they do while newer API rows leave them out though their status still waits for the seller; an empty list ends them.
    """
    later: list[str | None] = []
    waiting: str | None = None
    for snapshot in reversed(shown):
        status = STATUSES.get(snapshot.status)
        if status is not None and status.finished:
            return None
        decision = status.decision if status else None
        if snapshot.source == "api":
            if any(d != decision for d in later):
                return None
            if snapshot.stamps is not None or snapshot.status not in WAITS_FOR:
                stamps = tuple(s for s in snapshot.stamps or () if _holds(s, snapshot, shown, waiting))
                return StampedSnapshot(snapshot._replace(stamps=stamps), waiting is None) if stamps else None
            waiting = waiting or snapshot.status
        later.append(decision)
    return None


def _holds(stamp: Stamp, snapshot: Observation, shown: Sequence[Observation], waiting: str | None) -> bool:
    """Whether a stamp asks for something: its status waits for that, or it was still to come when it was first read
    there. A request that was refused keeps the stamp of its answer, which says nothing any more. `waiting` is the
    status of a newer row that left the stamp out.
    """
    if waiting is not None and stamp.action not in WAITS_FOR[waiting]:
        return False
    if snapshot.status not in STATUSES or stamp.action not in (*ANSWERS, RECEIVE_PACKAGE):
        return True  # what is not known here is looked at
    if stamp.action in WAITS_FOR.get(snapshot.status, ()):
        return True
    return any(
        o.status == snapshot.status and stamp in (o.stamps or ()) and o.noticed_at < stamp.deadline for o in shown
    )


def verdict(
    event: Event, observations: Sequence[Observation], vouched: datetime | None
) -> tuple[bool | None, Observation | None]:
    """What the first snapshot after the event says of it. What the user confirmed counts more than older data."""
    since = event.at if vouched is None or vouched < event.at else vouched
    older = [o for o in observations if o.last_seen <= since + LAG]
    before = [o for o in older if o.first_seen <= event.at]
    # Shown already when it was recorded here: that is not a contradiction, and it is confirmed.
    if before and event.at <= before[-1].last_seen + LAG and _says(event, before[-1]):
        return True, before[-1]
    for snapshot in observations:
        says = _says(event, snapshot) if snapshot.last_seen > since + LAG else None
        if says is not None:
            return says, snapshot
    return None, None


def changes(case: Case, observations: Sequence[Observation], *, superseded: bool) -> list[Event]:
    """The changes between the snapshots of one ref, as inferred events in the order in which they must have come.

    A snapshot says that something is so, not since when. So a change has an interval: from the last time the case was
    seen without it (None for the first snapshot) to the first time it was seen with it. `superseded`: the buyer asked
    again under another ref, so the end of this one does not end the case.
    """
    events: list[Event] = []
    reading = _Reading(case, superseded=superseded)
    for snapshot in observations:
        status = STATUSES.get(snapshot.status)
        if status is None:
            continue
        names = reading.take(snapshot, status)
        early, reading.early = reading.early, snapshot.last_seen
        if not names:
            continue
        inferred = [_event(name, snapshot, early, came_after_offer=reading.came_after_offer) for name in names]
        if case.quick_refund:
            events += [_quick(case, e, observations) if e.name == "refund.issued" else e for e in inferred]
        elif snapshot.refunded_at is not None and "refund.issued" in names:
            # Money that went out at a known instant was granted before it.
            events += [e if e.name == "case.closed" else no_later(e, snapshot.refunded_at) for e in inferred]
        else:
            events += inferred
    return events


class _Reading:
    """What the snapshots of one ref have shown so far; `early` is when the last one was still shown."""

    def __init__(self, case: Case, *, superseded: bool) -> None:
        self.case, self.superseded = case, superseded
        self.decision, self.parcel, self.money = "pending", "none", "none"
        self.arbitration: str | None = None
        self.offered = self.over = self.came_after_offer = False
        self.early: datetime | None = None

    def take(self, snapshot: Observation, status: Status) -> list[str]:
        """The events that one more snapshot shows, in the order in which they must have happened."""
        names = [*self._decided(status), *self._arrived(snapshot, status), *self._paid(snapshot, status)]
        if snapshot.arbitration != self.arbitration and snapshot.arbitration in _RULINGS:
            # A ruling comes after the disputed refusal, and before its own consequences.
            place = max((names.index(n) + 1 for n in ("request.rejected", "return.refused") if n in names), default=0)
            names[place:place] = _dispute(self.arbitration, snapshot.arbitration)
        self.arbitration = snapshot.arbitration or self.arbitration
        return names + self._ended(status)

    def _decided(self, status: Status) -> list[str]:
        if not status.decision or status.decision == self.decision:
            return []
        self.offered, self.decision = self.decision == "offered", status.decision
        if self.decision == "pending":
            self.parcel = self.money = "none"  # asked again: the parcel and the money belong to the attempt before
        return [INFERRED.get(("decision", status.decision), "request.resubmitted")]

    def _arrived(self, snapshot: Observation, status: Status) -> list[str]:
        if self.case.kind == "reshipment":
            return []  # no parcel comes back: one that is under way goes to the buyer
        tracked = snapshot.tracking and _ships(self.case, snapshot) and self.decision == "approved"
        arrived = status.parcel or ("shipped" if tracked else None)
        before, self.parcel = self.parcel, arrived or self.parcel
        self.came_after_offer = self.offered and arrived is not None
        return (
            [INFERRED["parcel", arrived]] if arrived and arrived != before and ("parcel", arrived) in INFERRED else []
        )

    def _paid(self, snapshot: Observation, status: Status) -> list[str]:
        # The money of a quick refund is out with the approval, whatever a status says of it later.
        quick = self.case.quick_refund and status.decision == "approved"
        money = "refunded" if quick else status.money
        if not money or money == self.money:
            return []
        self.money = money
        # Approved with money due: of a return, the platform took the parcel as received, seen under way or not.
        received = money == "owed" and self.case.kind == "return" and not snapshot.keep
        return ["return.received"] * received + ["refund.issued"] * (money == "refunded")

    def _ended(self, status: Status) -> list[str]:
        """The end of the case, once: a finished case that is shown again does not end a second time."""
        if not status.finished or self.superseded or self.over:
            return []
        self.over = True
        withdrawn = self.decision == "pending" and not status.decision
        return ["request.withdrawn"] * withdrawn + ["case.closed"]


# The platform's word in a dispute → whom it ruled for; None while it has not ruled.
_RULINGS = {"in-progress": None, "for-buyer": "buyer", "for-seller": "seller", "closed": "nobody"}


def _dispute(before: str | None, now: str) -> list[str]:
    opened = ["dispute.opened"] if now == "in-progress" or before in (None, "closed") else []
    return opened + ([] if _RULINGS[now] is None else ["dispute.ruled"])


def no_later(event: Event, latest: datetime) -> Event:
    """An event that must have come by some instant."""
    at = min(event.at, latest)
    return event._replace(at=at, earliest=None if event.earliest is None else min(event.earliest, at))


def dated(inferred: Sequence[Event], exact: Sequence[Event], notes: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """The inferred events of a case, at the instants at which the platform's records of it (`notes`) tell them; and the
    notes that are left. A record alone is not an event: it only dates what the status shows, between the last time that
    this was not so yet and the first time that it was. `exact` are the other events.
    """
    steps = sorted(((note, _meanings(note)) for note in notes), key=_instant)
    known, used = [*inferred], set[int]()
    last: datetime | None = None
    for place, event in enumerate(known):
        for number, (note, names) in enumerate(steps):
            since = max((t for t in (last, event.earliest and event.earliest - LAG) if t), default=note.at)
            if event.inferred and event.name in names and number not in used and since <= note.at <= event.at + LAG:
                ruled = any(e.name == "dispute.ruled" for e in known[:place])
                known[place], last = _told(event, note, ruled=ruled), note.at
                used.add(number)
                break
    known = _before_what_follows(known, [e.at for e in exact if e.name in OPENINGS])
    left = [(note, names) for number, (note, names) in enumerate(steps) if number not in used]
    arrived = _arrival([*exact, *known], [note for note, names in left if "return.delivered" in names])
    if arrived is not None:
        known.append(_told(Event("return.delivered", arrived.at), arrived))
    asked = {e.at for e in exact if e.name in OPENINGS}  # the buyer's step in that very second is the request itself
    return known, [n for n, _ in left if n is not arrived and not (n.at in asked and _role(n) == "buyer")]


def _instant(step: tuple[Event, frozenset[str]]) -> datetime:
    return step[0].at


def _meanings(note: Event) -> frozenset[str]:
    """What a record may stand for, by its sentence, else by its name."""
    by_sentence = return_steps.meanings(str(note.data.get("text", "")))
    return by_sentence or return_steps.meanings(f"{_role(note)}: {note.data.get('step', '')}")


def _role(note: Event) -> str:
    return str(note.data.get("text", "")).partition(": ")[0]


def _told(event: Event, note: Event, *, ruled: bool = False) -> Event:
    """An event at the instant of its record."""
    role, _, said = str(note.data["text"]).partition(": ")
    by = {"seller": "seller", "system": "platform"}.get(role)
    data = {**event.data, "text": said or role}
    if event.name == "request.approved" and by and not ruled:
        data["by"] = by
    return event._replace(
        at=note.at, data=data, source=note.source, origin=note.origin, inferred=False, earliest=None,
        recorded_at=note.recorded_at, id=note.id,
    )  # fmt: skip


def _before_what_follows(events: Sequence[Event], openings: Sequence[datetime]) -> list[Event]:
    """What no record tells came before what follows it, and not before the request."""
    kept: list[Event] = []
    next_at: datetime | None = None
    for event in reversed(events):
        if not event.inferred:
            next_at = event.at
        elif next_at is not None:
            began = max((at for at in openings if at <= next_at), default=next_at)
            event = no_later(event, max(began, next_at - timedelta(seconds=1)))
        kept.append(event)
    return kept[::-1]


def _arrival(events: Sequence[Event], notes: Sequence[Event]) -> Event | None:
    """The record of a parcel's arrival, which no status shows: the first after it was sent, before it was checked."""
    sent = max((e.at for e in events if e.name == "return.shipped" and not e.inferred), default=None)
    ended = [e.at for e in events if e.name in ("return.delivered", "return.received", "return.refused")]
    over = min((at for at in ended if sent is not None and at >= sent), default=None)
    return next((n for n in notes if sent is not None and n.at >= sent and (over is None or n.at < over)), None)


def _quick(case: Case, refund: Event, observations: Sequence[Observation]) -> Event:
    """The refund of a quick refund: at the instant that any snapshot gives, else not before the buyer asked."""
    exact = next((o for o in observations if o.refunded_at is not None), None)
    if exact is not None and exact.refunded_at is not None:
        return refund._replace(at=exact.refunded_at, source=exact.source, inferred=False, earliest=None)
    opened = min((e.at for e in case.events if e.name in OPENINGS), default=None)
    early = opened if refund.earliest is None else refund.earliest
    if early is None or early > refund.at:
        return refund
    return refund._replace(earliest=early if early < refund.at else None, inferred=early < refund.at)


def _ships(case: Case, snapshot: Observation) -> bool:
    return case.kind in ("return", "replacement", "exchange") and not snapshot.keep


def _event(name: str, snapshot: Observation, early: datetime | None, *, came_after_offer: bool) -> Event:
    data: dict[str, str] = {}
    if name == "request.approved" and snapshot.keep:
        data["mode"] = "keep"
    elif name == "request.approved" and came_after_offer:
        data["mode"] = "undecided"  # the offer failed, so a parcel is expected again
    if name == "return.shipped" and snapshot.tracking:
        data["tracking"] = snapshot.tracking
    if name == "case.closed":
        data["reason"] = snapshot.raw
    if name == "dispute.ruled" and (ruling := _RULINGS.get(snapshot.arbitration or "")):
        data["for"] = ruling
    if name == "refund.issued" and snapshot.refunded_at is not None:
        return Event(name, snapshot.refunded_at, data, snapshot.source, snapshot.origin)
    # Snapshots may overlap, since the platform's lists lag: the early end is never after the late one.
    earliest = None if early is None else min(early, snapshot.first_seen)
    return Event(name, snapshot.first_seen, data, "inferred", snapshot.origin, inferred=True, earliest=earliest)
