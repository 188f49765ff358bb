"""An order on its way to the buyer, as events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from aftersales.core.cases.events import MILESTONES, milestone_of
from aftersales.core.cases.model import LAG, Case, Event, Observation, OrderSnapshot, Stamp
from aftersales.core.vocabulary import NOT_LEFT, ORDER_STATUSES
from aftersales.named_tuple import NamedTuple

# How far an order is, by its status. An order of which only a part was shipped still counts as here.
_HERE = frozenset(NOT_LEFT)
_READY = "awaiting-collection"
_COLLECTED = frozenset({"in-transit", "delivered", "completed"})
_ARRIVED = frozenset({"delivered", "completed"})
# The order's own deadlines, by the names that the platform's answers give them: the field of the order, and the
# milestone that each asks for.
ORDER_STAMPS = {
    "rts_sla_time": ("dispatch_by", "order.ready"),
    "tts_sla_time": ("collect_by", "order.collected"),
    "shipping_due_time": ("ready_due", "order.ready"),
    "collection_due_time": ("collection_due", "order.collected"),
    "delivery_due_time": ("delivery_due", "order.delivered"),
    "delivery_sla_time": ("deliver_by", "order.delivered"),
}


class DeliveryCourse(NamedTuple):
    """What is known of a delivery: what happened (event, whether the platform's data show it), what was recorded and
    is contradicted, the order as last seen, and the platform's own deadlines that still run.
    """

    happened: list[tuple[Event, bool]]
    void: list[tuple[Event, Observation]]
    latest: Observation | None
    stamps: tuple[Stamp, ...]


def delivery_course(case: Case) -> DeliveryCourse:
    """What happened to the order of a delivery, from its own facts and from what was recorded by hand (UTC).

    An order keeps its facts in columns, so its events are made of them each time. Where a file gives no instant but a
    status that is further on, the event is inferred: it came between the placing of the order and the file's as-of.
    """
    order = case.order_snapshot
    shown = list(_events_of_order(order, _left_at(case))) if order is not None else []
    latest = _observation(order) if order is not None else None
    confirmations = [e for e in case.events if e.name == "case.confirmed"]
    confirmed_at = max((min(e.at, e.recorded_at or e.at) for e in confirmations), default=None)
    happened, void = [], []
    exact = {e.name for e in shown if not e.inferred}
    for event in case.events:
        if event.source == "hand" and milestone_of(event.name) in exact:
            continue  # the platform tells when
        if latest is not None and order is not None and _is_contradicted(event, order, confirmed_at):
            void.append((event, latest))
        else:
            happened.append((event, _is_confirmed(case, event, order, shown, confirmed_at)))
    by_hand = {milestone_of(e.name) for e, _ in happened}
    happened += [(e, True) for e in shown if not (e.inferred and e.name in by_hand)]
    shipped_by_seller = case.fulfilment == "seller"  # what the platform ships is the platform's to be in time with
    return DeliveryCourse(happened, void, latest, tuple(_stamps(order, shown)) if shipped_by_seller else ())


def _is_confirmed(
    case: Case, event: Event, order: OrderSnapshot | None, shown: Iterable[Event], confirmed_at: datetime | None
) -> bool:
    """Whether the platform's data, or the seller's word, show what was recorded; an order known by hand has no data."""
    if event.source != "hand" or event.name not in ("order.dispatched", "order.cancelled"):
        return True
    if case.trust or order is None or order.source == "hand":
        return True
    if confirmed_at is not None and event.at <= confirmed_at:
        return True
    shows = MILESTONES["order.ready"] if event.name == "order.dispatched" else {event.name}
    return any(e.name in shows for e in shown)


def _is_contradicted(event: Event, order: OrderSnapshot, confirmed_at: datetime | None) -> bool:
    """Whether newer data show the order where it was before what was recorded. The seller's word outdoes older data."""
    if event.source != "hand" or order.source == "hand" or order.as_of <= event.at + LAG:
        return False
    if confirmed_at is not None and event.at <= confirmed_at and order.as_of <= confirmed_at:
        return False
    if event.name == "order.dispatched":
        return order.status in _HERE
    if event.name == "order.collected":
        return order.status in (*_HERE, _READY)
    if event.name == "order.delivered":
        return order.status in (*_HERE, _READY, "in-transit")
    return event.name == "order.cancelled" and order.status in ORDER_STATUSES and order.status != "cancelled"


def _left_at(case: Case) -> list[datetime]:
    """When the order was ready by what was recorded here: the carrier can't have collected it before."""
    return [e.at for e in case.events if e.source == "hand" and e.name == "order.dispatched"]


def _events_of_order(order: OrderSnapshot, left: Sequence[datetime]) -> Iterator[Event]:
    """What the order's own facts tell, in the order of its course. Of an order that the carrier has, it need not be
    told that it was ready.
    """
    for name, at in (("order.placed", order.placed_at), ("order.paid", order.paid_at)):
        if at is not None:
            yield Event(name, at, source=order.source, origin=order.origin)
    here, waits = order.status in _HERE, order.status == _READY
    ready = order.ready_at or (order.collected_at if waits else None)
    ways = (
        ("order.ready", None if here else ready, waits),
        ("order.collected", None if here or waits else order.collected_at, order.status in _COLLECTED),
        ("order.delivered", order.delivered_at, order.status in _ARRIVED),
        ("order.cancelled", order.cancelled_at, order.status == "cancelled"),
    )
    # What is only inferred came before what is known to have come after it.
    ends = [at for at in (order.delivered_at, order.cancelled_at) if at is not None]
    latest = min([order.as_of, *(at - timedelta(seconds=1) for at in ends)])
    for name, at, reached in ways:
        if at is not None:
            yield Event(name, at, source=order.source, origin=order.origin)
        elif reached:
            late = latest if name in ("order.ready", "order.collected") else order.as_of
            early = None if order.placed_at is None else min(order.placed_at, late)
            if early is not None and name == "order.collected":
                early = max([early, *(x for x in (order.ready_at, *left) if x is not None and x <= late)])
            yield Event(name, late, source="inferred", origin=order.origin, inferred=True, earliest=early)


def _stamps(order: OrderSnapshot | None, shown: Iterable[Event]) -> Iterator[Stamp]:
    """The platform's own deadlines of the milestones that its data don't show yet."""
    names = {e.name for e in shown}
    if order is None or names & {"order.delivered", "order.cancelled"}:
        return
    for action, (field, milestone) in ORDER_STAMPS.items():
        deadline = getattr(order, field)
        if deadline is not None and not names & MILESTONES[milestone]:
            yield Stamp(action, deadline)


def _observation(order: OrderSnapshot) -> Observation:
    return Observation(
        ref=None,
        source=order.source,
        first_seen=order.as_of,
        noticed_at=order.as_of,
        last_seen=order.as_of,
        status="in-process" if order.status or order.source == "hand" else "unknown",
        raw=order.raw or order.status or "",
        origin=order.origin,
    )
