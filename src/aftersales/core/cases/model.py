"""Cases with their events, snapshots and state."""

# Instants are aware UTC datetimes with whole seconds; amounts are `Money`.

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aftersales.core.money.amount import Money
from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:
    from aftersales.core.time.length import Length

# The platform's lists lag a few minutes behind an action; data closer than this neither confirm nor contradict it.
LAG = timedelta(minutes=10)


class Stamp(NamedTuple):
    """A deadline that the platform itself gave for an action of the seller."""

    action: str
    deadline: datetime


class Event(NamedTuple):
    """Something that happened to a case.

    `at` is the instant; of an inferred event the late end of the interval, and `earliest` the early end
    (None where nothing is known before). `source` is hand, export, api, or (derived) inferred, silence.
    """

    name: str
    at: datetime
    data: Mapping[str, Any] = MappingProxyType({})
    source: str = "hand"
    origin: str = ""
    inferred: bool = False
    earliest: datetime | None = None
    recorded_at: datetime | None = None
    id: int | None = None


class Observation(NamedTuple):
    """What the platform's data showed of one ref.

    `first_seen` is the instant from which it is known to have been so, `noticed_at` the as-of of the first file
    that showed it, `last_seen` the newest as-of that still did. `status` is a key of `statuses.STATUSES`, or
    "unknown"; `raw` is the platform's own text. `stamps` is None where the row does not speak of them, which is not
    to say that there are none.
    """

    ref: str | None
    source: str
    first_seen: datetime
    noticed_at: datetime
    last_seen: datetime
    status: str
    raw: str = ""
    stamps: tuple[Stamp, ...] | None = ()
    tracking: str | None = None
    keep: bool = False
    refunded_at: datetime | None = None
    origin: str = ""
    arbitration: str | None = None


class OrderSnapshot(NamedTuple):
    """What is known of an order whose delivery is followed: as of when, and the instants of its course.

    `status` is one of `vocabulary.ORDER_STATUSES`, None where the platform's text (`raw`) is not known here.
    `dispatch_by` (ready to ship), `collect_by` and `deliver_by` are what the platform asks for; at `ready_due`,
    `collection_due` and `delivery_due` it cancels an order that is not that far. `order_type` is one of
    `vocabulary.ORDER_TYPES` or a word that is not known here, `shipping_type` one of SHIPPING_TYPES, each None where
    the data don't say; `handling` is the time that the listing gives the seller. `cancel_asked_at` is since when the
    buyer waits for an answer to a cancellation.
    """

    status: str | None
    raw: str
    source: str
    origin: str
    as_of: datetime
    placed_at: datetime | None = None
    paid_at: datetime | None = None
    ready_at: datetime | None = None
    collected_at: datetime | None = None
    delivered_at: datetime | None = None
    cancelled_at: datetime | None = None
    dispatch_by: datetime | None = None
    collect_by: datetime | None = None
    ready_due: datetime | None = None
    collection_due: datetime | None = None
    delivery_due: datetime | None = None
    deliver_by: datetime | None = None
    order_type: str | None = None
    shipping_type: str | None = None
    handling: Length | None = None
    cancel_asked_at: datetime | None = None


class Case(NamedTuple):
    """One after-sales matter with everything known of it. Amounts: `amount` asked for, `order_amount` paid for the
    order, `item_amount` the price of the cheapest item that is returned.

    `reason` is the platform's text, `reason_code` its code, `unknown_kind` its word of a kind that is not known
    here, else empty. `delivered_at` is when the buyer had the order, `placed_at`
    when it was placed, `shipped_at` when the carrier had it or, where that is not known, when it was ready;
    `shipping_type` says who ships it; `order_status` is one of `vocabulary.ORDER_STATUSES`; `order_snapshot` is the
    order itself, of a delivery only.
    """

    id: int
    shop: str
    market: str
    kind: str
    order: str | None = None
    ref: str | None = None
    amount: Money | None = None
    order_amount: Money | None = None
    item_amount: Money | None = None
    fulfilment: str = "seller"
    quick_refund: bool = False
    caught_up_at: datetime | None = None
    trust: bool = True
    reason: str | None = None
    reason_code: str | None = None
    unknown_kind: str = ""
    delivered_at: datetime | None = None
    placed_at: datetime | None = None
    shipped_at: datetime | None = None
    shipping_type: str | None = None
    order_status: str | None = None
    order_snapshot: OrderSnapshot | None = None
    events: tuple[Event, ...] = ()
    observations: tuple[Observation, ...] = ()


class State(NamedTuple):
    """Where a case stands on the three axes, and whether anything can still happen to it.

    `refunded` is what went back in all, `before` the part of it that belongs to earlier attempts, `offered` the last
    offer of a part (minor units). `arbitration` is how far the platform's ruling in a dispute is, `appeal` the
    seller's appeal (none, filed, won, lost), `claim` the newest claim for a parcel (none, opened, submitted, won,
    lost), `send_back` how far refused goods are on their way back to the buyer (none, called, sent, reimbursed,
    dropped), `approved_by` seller, platform or unknown, `cause` a review's. `ended`: what it was about is over.
    """

    decision: str = "pending"
    parcel: str = "none"
    money: str = "none"
    mode: str = "undecided"
    attempt: int = 1
    closed: bool = False
    settled: bool = False
    refunded: int = 0
    before: int = 0
    flags: tuple[str, ...] = ()
    arbitration: str = "none"
    appeal: str = "none"
    claim: str = "none"
    send_back: str = "none"
    approved_by: str = ""
    offered: int | None = None
    cause: str | None = None
    ended: bool = False
