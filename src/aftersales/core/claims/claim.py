"""A claim for a parcel, and the instant that it counts from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from aftersales.core.cases.model import Case, Event, State
from aftersales.named_tuple import NamedTuple

OPENED = "claim.opened"
# The axis `parcel` of a return that has begun its way back.
_ON_ITS_WAY = ("shipped", "delivered", "received", "refused", "lost")
WITH_PARCEL = ("return", "replacement", "exchange")
# What the carrier tells of each parcel. What the seller says of a return's receipt counts only where no delivery is
# known: it may be days later.
_STATUSES = {
    "outbound": ("order.dispatched", "order.collected", "tracking.updated", "order.delivered"),
    "return": ("return.shipped", "return.delivered", "return.lost"),
}
# An undelivered order comes back as the parcel that it was: what the carrier tells of its way back is told of it.
_COMING_BACK = ("order.returned", "return.delivered", "return.lost")
_RECEIVED = ("return.received", "return.refused")
_SHIPPED = {"outbound": ("order.dispatched", "order.collected"), "return": ("return.shipped",)}


class ParcelClaim(NamedTuple):
    """A claim: on whom (one of CLAIM_ON), because of what (CLAIM_REASONS), and for which parcel (CLAIM_PARCELS).

    `asked` is in minor units, None where no amount is known; `opened_at` is None for a claim that is only considered.
    """

    on: str
    because: str
    parcel: str
    asked: int | None = None
    opened_at: datetime | None = None


class Basis(NamedTuple):
    """The instant that a claim's time is counted from, and the event that tells it; empty where the seller does."""

    at: datetime
    event: str = ""


def newest_claim(events: Iterable[Event]) -> ParcelClaim | None:
    """The claim that was opened last; None without one."""
    opened = [event for event in events if event.name == OPENED]
    return _claim_of(max(opened, key=lambda event: (event.at, event.id or 0))) if opened else None


def _claim_of(event: Event) -> ParcelClaim:
    data = event.data
    return ParcelClaim(data["on"], data["because"], data["parcel"], data.get("amount"), event.at)


def usual_parcel(case: Case, state: State) -> str:
    """Which parcel a claim on the case is for: that of the return where one is on its way or paid in advance."""
    returns = case.kind in WITH_PARCEL and (state.parcel in _ON_ITS_WAY or case.quick_refund)
    return "return" if returns else "outbound"


def last_status(case: Case, events: Iterable[Event], parcel: str) -> Basis | None:
    """The last thing that the carrier told of a parcel; None where nothing is known. Of what is only inferred the early
    end counts, so that no deadline is told too late.
    """
    happened = list(events)
    statuses = _STATUSES[parcel] + (_COMING_BACK if case.kind == "returned-to-sender" else ())
    known = [*_told(happened, statuses), *_of_order(case, parcel, arrived=True)]
    if parcel == "return" and not any(basis.event == "return.delivered" for basis in known):
        known += _told(happened, _RECEIVED)
    return max(known, default=None)


def ship_date(case: Case, events: Iterable[Event], parcel: str) -> Basis | None:
    """When a parcel was shipped, by the earliest that is known of it; None where that is not known."""
    known = [*_told(events, _SHIPPED[parcel]), *_of_order(case, parcel, arrived=False)]
    return min(known, default=None)


BASES = {"last-status": last_status, "ship-date": ship_date}


def _told(events: Iterable[Event], names: tuple[str, ...]) -> list[Basis]:
    some = [event for event in events if event.name in names]
    dated = [(event, event.earliest if event.inferred else event.at) for event in some]
    return [Basis(at, event.name) for event, at in dated if at is not None]


def _of_order(case: Case, parcel: str, *, arrived: bool) -> list[Basis]:
    """What the order's own facts tell of the parcel to the buyer."""
    if parcel != "outbound":
        return []
    shipped = [Basis(case.shipped_at, "order.collected")] if case.shipped_at is not None else []
    return shipped + ([Basis(case.delivered_at, "order.delivered")] if arrived and case.delivered_at else [])
