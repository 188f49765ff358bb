"""What happened to a case, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain, pairwise

from aftersales.core.cases import deliveries, snapshots, statuses
from aftersales.core.cases import state as case_state
from aftersales.core.cases.events import DECISIONS, OPENINGS, SHOWN_BY_SNAPSHOTS
from aftersales.core.cases.model import LAG, Case, Event, Observation, Stamp, State
from aftersales.core.cases.statuses import PARCEL_UNDER_WAY, STATUSES
from aftersales.core.vocabulary import MODES_WITHOUT_RETURN, ORDER_TYPES, REQUEST_KINDS
from aftersales.named_tuple import NamedTuple

_KNOWN_TYPES = (None, *ORDER_TYPES)


class Happening(NamedTuple):
    """An event that counts. `confirmed` is False where it was recorded here and the platform's data do not show it
    yet.
    """

    event: Event
    confirmed: bool = True


class Timeline(NamedTuple):
    """What happened, in order; what was recorded but is contradicted (event, the snapshot that says otherwise).

    `latest` is the newest snapshot of the ref now open; `stamps` are the platform's deadlines that still hold, and
    `stamped` the snapshot that carries them, `repeated` False where a newer one left them out. `course` is the state
    before the first happening and after each of them.
    """

    happenings: tuple[Happening, ...]
    void: tuple[tuple[Event, Observation], ...]
    latest: Observation | None
    state: State
    stamps: tuple[Stamp, ...] = ()
    stamped: Observation | None = None
    course: tuple[State, ...] = ()
    repeated: bool = True


def build(case: Case) -> Timeline:
    """The case's timeline and where it stands now. The order in which facts were recorded does not matter.

    A decision recorded by hand is confirmed by newer data that show it, and void where newer data contradict it. Where
    a recorded event gives the exact instant of something that was only inferred, the exact one counts.
    """
    events = case.events if len(case.events) < 2 else tuple(sorted(case.events, key=_when))
    if case.kind == "delivery":
        return _of_delivery(case if events == case.events else case._replace(events=events))
    events = _openings_once(events)
    if events != case.events:
        case = case._replace(events=events)
    observations = snapshots.effective(case.observations) if case.observations else []
    recorded, void = _judge(case, observations)
    exact = [h.event for h in recorded]
    numbered = [e for e in _openings(exact) if e.data.get("ref")] if observations else []
    inferred = _inferred(case, observations, exact, numbered) if observations else []
    if inferred and any(map(_is_record, exact)):
        records = [e for e in exact if _is_record(e)]
        inferred, notes = snapshots.dated(inferred, [e for e in exact if not _is_record(e)], records)
        recorded = [h for h in recorded if not _is_record(h.event) or h.event in notes]
    happenings = _in_order([*recorded, *map(Happening, inferred)])
    ref = numbered[-1].data["ref"] if numbered else case.ref
    current = [o for o in observations if ref is None or o.ref == ref]
    latest = current[-1] if current else None
    course = case_state.course(case, (h.event for h in happenings))
    state = _state(case, course[-1], happenings, void, latest)
    stamped = snapshots.stamped(current) if current and not state.closed else None
    if stamped is None:
        return Timeline(tuple(happenings), void, latest, state, course=course)
    return Timeline(tuple(happenings), void, latest, state, stamped.stamps, stamped.snapshot, course, stamped.repeated)


def is_parcel_undated(timeline: Timeline) -> bool:
    """Whether a parcel is on its way back, and nobody knows since when."""
    sent = [h.event for h in timeline.happenings if h.event.name == "return.shipped"]
    return timeline.state.parcel == "shipped" and bool(sent) and sent[-1].inferred and sent[-1].earliest is None


def is_of_unknown_type(case: Case, state: State) -> bool:
    """Whether an order that is not over is sold in a way that is not known here."""
    order = case.order_snapshot
    return order is not None and order.order_type not in _KNOWN_TYPES and not state.ended


def _in_order(happenings: Iterable[Happening]) -> list[Happening]:
    return sorted(happenings, key=_place)


def _is_record(event: Event) -> bool:
    """Whether it is a step of a return, as the platform's records tell it."""
    return event.name == "case.noted" and event.source == "api"


def _when(event: Event) -> tuple[datetime, int]:
    return event.at, event.id or 0


def _place(happening: Happening) -> tuple[datetime, bool, int]:
    event = happening.event
    return event.at, event.inferred, event.id or 0


def _of_delivery(case: Case) -> Timeline:
    delivery = deliveries.delivery_course(case)
    happenings = _in_order(Happening(event, confirmed) for event, confirmed in delivery.happened)
    void = tuple(delivery.void)
    course = case_state.course(case, (h.event for h in happenings))
    state = _state(case, course[-1], happenings, void, delivery.latest)
    stamps = () if state.settled else delivery.stamps
    stamped = delivery.latest if stamps else None
    return Timeline(tuple(happenings), void, delivery.latest, state, stamps, stamped, course)


def _openings_once(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Without the submissions recorded by hand that the platform's data now show more exactly."""
    openings = _openings(events)
    if len(openings) < 2:
        return events
    kept = list(events)
    for imported in [e for e in openings if e.source != "hand"]:
        same = [e for e in kept if e.name == imported.name and e.source == "hand"]
        if same:
            kept.remove(min(same, key=lambda e: (abs(e.at - imported.at), *_when(e))))
    return tuple(kept)


def _openings(events: Iterable[Event]) -> list[Event]:
    return [e for e in events if e.name in OPENINGS]


def _judge(
    case: Case, observations: Sequence[Observation]
) -> tuple[list[Happening], tuple[tuple[Event, Observation], ...]]:
    """Each recorded event as confirmed, waiting or void."""
    confirmations = [e for e in case.events if e.name == "case.confirmed"]
    confirmed_at = max(min(e.at, e.recorded_at or e.at) for e in confirmations) if confirmations else None
    kept, void = [], []
    for event in case.events:
        if event.source != "hand":
            kept.append(Happening(event))
            continue
        if event.name == "case.closed" and observations and (moved := _moved_on(event, observations)):
            void.append((event, moved))
            continue
        if event.name not in SHOWN_BY_SNAPSHOTS:
            kept.append(Happening(event))
            continue
        if case.kind not in REQUEST_KINDS or _superseded(event, case.events):
            kept.append(Happening(event))
            continue
        verdict, telling = (
            snapshots.verdict(event, _of_attempt(case, event, observations), confirmed_at)
            if observations
            else (None, None)
        )
        if verdict is False and telling is not None:
            void.append((event, telling))
        else:
            sure = case.trust or verdict is True or (confirmed_at is not None and event.at <= confirmed_at)
            kept.append(Happening(event, sure))
    return kept, tuple(void)


def _superseded(event: Event, events: Iterable[Event]) -> bool:
    """Whether a decision was followed by another one recorded here: only the last of them waits for the data."""
    if event.name != "request.offered":
        return False
    return any(e.name in DECISIONS and e.source == "hand" and _when(e) > _when(event) for e in events)


def _moved_on(closed: Event, observations: Sequence[Observation]) -> Observation | None:
    """The newer snapshot that shows a case closed by hand going on: unfinished, in another status than before, or
    still waiting for the seller.
    """
    before: str | None = None
    for observation in observations:
        if observation.first_seen <= closed.at + LAG:
            before = observation.status
        elif (
            before is not None
            and observation.status != before
            and not STATUSES.get(observation.status, STATUSES["pending"]).finished
        ):
            return observation
        if observation.status == "pending" and observation.last_seen > closed.at + LAG:
            return observation  # it still waits for the seller
    return None


def _of_attempt(case: Case, event: Event, observations: Sequence[Observation]) -> list[Observation]:
    """The snapshots of the ref that was open when the event was recorded."""
    openings = [e for e in _openings(case.events) if e.data.get("ref") and e.at <= event.at]
    ref = openings[-1].data["ref"] if openings else None
    return [o for o in observations if ref is None or o.ref == ref]


def _inferred(
    case: Case, observations: Sequence[Observation], exact: Sequence[Event], openings: Sequence[Event]
) -> list[Event]:
    """What the snapshots show beside the `exact` events; `openings` are those of them that begin a numbered request."""
    follows = {e.data["ref"]: later.at for e, later in pairwise(openings)} if len(openings) > 1 else {}
    refs = {o.ref: None for o in observations}
    events: list[Event] = []
    for ref in refs:
        of_ref = [o for o in observations if o.ref == ref] if len(refs) > 1 else observations
        next_opening = follows.get(ref)
        changes = snapshots.changes(case, of_ref, superseded=next_opening is not None)
        # What an earlier number of the chain shows happened before the next one was opened, however late it is learned.
        if next_opening is not None:
            changes = [snapshots.no_later(e, next_opening - timedelta(seconds=1)) for e in changes]
        events += changes
    # A request asked again that is only inferred begins an attempt too: what was recorded before tells nothing of it.
    again = [e for e in events if e.name == "request.resubmitted"]
    recorded = {e.name for e in exact}
    kept = [e for e in events if e.name not in recorded or not _known(e, exact, again)]
    if "refund.issued" not in recorded:
        return kept
    left = [_remainder(case, e, exact) if e.name == "refund.issued" else e for e in kept]
    return [e for e in left if e is not None]


def _remainder(case: Case, refund: Event, exact: Sequence[Event]) -> Event | None:
    """A refund in the platform's data is the same money as one recorded by hand. Only the difference is new."""
    by_hand = [e for e in exact if e.name == "refund.issued"]
    total = sum(int(e.data.get("amount") or 0) for e in by_hand)
    if case.amount is None or total >= case.amount.minor:
        return None
    return refund._replace(at=max(refund.at, *(e.at for e in by_hand)))


def _known(inferred: Event, exact: Sequence[Event], again: Sequence[Event]) -> bool:
    """Whether a recorded event of the same name and attempt replaces the inferred one."""
    if inferred.name == "refund.issued":
        return False  # sums are compared, not names
    fresh = OPENINGS | {"case.reopened"} if inferred.name == "case.closed" else OPENINGS
    begins = [e for e in (*exact, *again) if e.name in fresh and e is not inferred and e.at <= inferred.at]
    began = max((e.at for e in begins), default=None)
    return any(
        e.name == inferred.name
        and e.at <= inferred.at + LAG
        and (began is None or e.at >= began)
        and _same_dispute(e, inferred)
        for e in exact
    )


def _same_dispute(recorded: Event, inferred: Event) -> bool:
    """Whether both are about one dispute. There may be several, and the platform's ruling may differ."""
    if not inferred.name.startswith("dispute."):
        return True
    since = inferred.earliest
    return recorded.data.get("for") == inferred.data.get("for") and (since is None or recorded.at >= since - LAG)


def _state(
    case: Case,
    state: State,
    happenings: Sequence[Happening],
    void: Sequence[tuple[Event, Observation]],
    latest: Observation | None,
) -> State:
    flags = []
    if case.quick_refund:
        flags.append("quick-refund")
    if "case.reopened" in [h.event.name for h in happenings]:
        flags.append("reopened")
    if void and any(
        event.name == "case.closed" or case.kind == "delivery" or snapshots.contradicts(event, latest)
        for event, _ in void
    ):
        flags.append("contradicted")
    flags += _unknown_words(case, state, latest)
    paid = case.order_amount
    if (
        paid is not None
        and case.amount is not None
        and paid.currency == case.amount.currency
        and state.refunded > paid.minor
    ):
        flags.append("above-paid")
    if recorded_flags := [e.data["flags"] for e in case.events if "flags" in e.data]:
        flags += sorted(set(chain.from_iterable(recorded_flags)))
    returned = state.mode not in MODES_WITHOUT_RETURN
    under_way = returned and state.parcel in PARCEL_UNDER_WAY
    expected = returned and state.parcel == "awaited"
    paid_off = state.money == "refunded" and state.decision != "pending" and not expected
    disputed = state.arbitration == "in-progress" or state.appeal == "filed"
    settled = state.closed or ((state.ended or paid_off) and not under_way and not disputed)
    return state._replace(settled=settled, flags=tuple(dict.fromkeys(flags)) if flags else ())


def _unknown_words(case: Case, state: State, latest: Observation | None) -> Iterator[str]:
    """A flag for each of the platform's words that is not known here."""
    if latest is not None and not statuses.are_known(latest.status, latest.arbitration):
        yield "unknown-status"
    if case.unknown_kind:
        yield "unknown-kind"
    if is_of_unknown_type(case, state):
        yield "unknown-type"
