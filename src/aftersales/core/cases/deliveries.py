"""Decides what happened to an order on its way to the buyer, from the order's own facts and what was recorded by hand;
leaves its deadlines to `clocks`.

An order keeps its facts in columns, so its events are made of them each time. Where a file gives no instant but a
status that is further on, the event is inferred: it came between the placing of the order and the file's as-of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from aftersales.core.cases.model import LAG, Case, Event, Observation, OrderSnapshot, Stamp
from aftersales.core.vocabulary import ORDER_STATUSES
from aftersales.record import NamedTuple

# How far each status is. A part that has left is not yet the order: what is still to ship counts.
_HERE = frozenset({"unpaid", "on-hold", "awaiting-shipment", "partially-shipping"})
_LEFT = frozenset({"awaiting-collection", "in-transit", "delivered", "completed"})
_ARRIVED = frozenset({"delivered", "completed"})
UNDER_WAY = ("on-hold", "awaiting-shipment", "partially-shipping", "awaiting-collection", "in-transit")
# The order's own deadlines, by the names that the platform's answers give them.
DISPATCH_BY, DELIVER_BY = "rts_sla_time", "delivery_sla_time"


class Followed(NamedTuple):
    """What is known of a delivery: what happened (event, whether the platform's data show it), what was recorded and
    is contradicted, the order as last seen, and the platform's own deadlines that still run.
    """

    happened: list[tuple[Event, bool]]
    void: list[tuple[Event, Observation]]
    latest: Observation | None
    stamps: tuple[Stamp, ...]


def follow(case: Case) -> Followed:
    """The course of the order of a delivery. Pure; instants are UTC."""
    seen = case.order_snapshot
    told = list(_told(seen)) if seen is not None else []
    latest = _shown(seen) if seen is not None else None
    words = [e for e in case.events if e.name == "case.confirmed"]
    vouched = max((min(e.at, e.recorded_at or e.at) for e in words), default=None)
    happened, void = [], []
    exact = {e.name for e in told if not e.inferred}
    for event in case.events:
        if event.source == "hand" and event.name in exact:
            continue  # the platform tells when
        if latest is not None and seen is not None and _denied(event, seen, vouched):
            void.append((event, latest))
        else:
            happened.append((event, _sure(case, event, seen, told, vouched)))
    by_hand = {e.name for e, _ in happened}
    happened += [(e, True) for e in told if not (e.inferred and e.name in by_hand)]
    own = case.fulfilment == "seller"  # what the platform ships is the platform's to be in time with
    return Followed(happened, void, latest, tuple(_stamps(seen, told)) if own else ())


def _sure(
    case: Case, event: Event, seen: OrderSnapshot | None, told: Iterable[Event], vouched: datetime | None
) -> bool:
    """Whether the platform's data, or the seller's word, show what was recorded; an order known by hand has no data."""
    if event.source != "hand" or event.name not in ("order.dispatched", "order.cancelled"):
        return True
    if case.trust or seen is None or seen.source == "hand" or (vouched is not None and event.at <= vouched):
        return True
    return any(e.name == event.name for e in told)


def _denied(event: Event, seen: OrderSnapshot, vouched: datetime | None) -> bool:
    """Whether newer data show the order where it was before what was recorded. The seller's word outdoes older data."""
    if event.source != "hand" or seen.source == "hand" or seen.as_of <= event.at + LAG:
        return False
    if vouched is not None and event.at <= vouched and seen.as_of <= vouched:
        return False
    if event.name == "order.dispatched":
        return seen.status in _HERE
    if event.name == "order.delivered":
        return seen.status in (*_HERE, "awaiting-collection", "in-transit")
    return event.name == "order.cancelled" and seen.status in ORDER_STATUSES and seen.status != "cancelled"


def _told(seen: OrderSnapshot) -> Iterator[Event]:
    """What the order's own facts tell, in the order of its course."""
    for name, at in (("order.placed", seen.placed_at), ("order.paid", seen.paid_at)):
        if at is not None:
            yield Event(name, at, source=seen.source, origin=seen.origin)
    ways = (
        ("order.dispatched", seen.dispatched_at, seen.status in _LEFT),
        ("order.delivered", seen.delivered_at, seen.status in _ARRIVED),
        ("order.cancelled", seen.cancelled_at, seen.status == "cancelled"),
    )
    # What is only inferred came before what is known to have come after it.
    ends = [at for at in (seen.delivered_at, seen.cancelled_at) if at is not None]
    latest = min([seen.as_of, *(at - timedelta(seconds=1) for at in ends)])
    for name, at, reached in ways:
        if at is not None and (name != "order.dispatched" or seen.status not in _HERE):
            yield Event(name, at, source=seen.source, origin=seen.origin)
        elif reached:
            late = latest if name == "order.dispatched" else seen.as_of
            early = None if seen.placed_at is None else min(seen.placed_at, late)
            yield Event(name, late, source="inferred", origin=seen.origin, inferred=True, earliest=early)


def _stamps(seen: OrderSnapshot | None, told: Iterable[Event]) -> Iterator[Stamp]:
    names = {e.name for e in told}
    if seen is None or names & {"order.delivered", "order.cancelled"}:
        return
    if seen.dispatch_by is not None and "order.dispatched" not in names:
        yield Stamp(DISPATCH_BY, seen.dispatch_by)
    if seen.deliver_by is not None:
        yield Stamp(DELIVER_BY, seen.deliver_by)


def _shown(seen: OrderSnapshot) -> Observation:
    return Observation(
        ref=None,
        source=seen.source,
        first_seen=seen.as_of,
        noticed_at=seen.as_of,
        last_seen=seen.as_of,
        status="in-process" if seen.status else "unknown",
        raw=seen.raw or seen.status or "",
        origin=seen.origin,
    )
