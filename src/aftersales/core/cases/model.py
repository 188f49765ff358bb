"""Decides the shapes that the whole product speaks of; leaves their meaning to the other core modules.

    Case ── identity (shop, kind, order, ref) and what it is about
     ├─ Event        something that happened, when, known from where
     ├─ Observation  what the platform's own data showed, from when to when
     └─ Clock        a rule running on the case (derived, never typed in)

Instants are aware UTC datetimes with whole seconds; amounts are `Money`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from aftersales.core.money.amount import Money

if TYPE_CHECKING:
    from aftersales.core.clocks.running_clock import Running


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
    that showed it, `last_seen` the newest as-of that still did. `status` is a key of `transitions.STATUSES`, or
    "unknown"; `raw` is the platform's own text.
    """

    ref: str | None
    source: str
    first_seen: datetime
    noticed_at: datetime
    last_seen: datetime
    status: str
    raw: str = ""
    stamps: tuple[Stamp, ...] = ()
    tracking: str | None = None
    keep: bool = False
    refunded_at: datetime | None = None
    origin: str = ""
    arbitration: str | None = None


class OrderSeen(NamedTuple):
    """What is known of an order whose delivery is followed: as of when, and the instants of its course.

    `status` is one of `words.ORDER_STATUSES`, None where the platform's text (`raw`) is not known here. `dispatch_by`
    and `deliver_by` are the platform's own promises.
    """

    status: str | None
    raw: str
    source: str
    origin: str
    as_of: datetime
    placed_at: datetime | None = None
    paid_at: datetime | None = None
    dispatched_at: datetime | None = None
    delivered_at: datetime | None = None
    cancelled_at: datetime | None = None
    dispatch_by: datetime | None = None
    deliver_by: datetime | None = None


class Case(NamedTuple):
    """One after-sales matter with everything known of it. Amounts: `amount` asked for, `order_amount` paid.

    `delivered_at` is when the buyer had the order; `order_seen` the order itself, of a delivery only.
    """

    id: int
    shop: str
    market: str
    kind: str
    order: str | None = None
    ref: str | None = None
    amount: Money | None = None
    order_amount: Money | None = None
    fulfilment: str = "seller"
    quick_refund: bool = False
    caught_up_at: datetime | None = None
    trust: bool = True
    reason: str | None = None
    delivered_at: datetime | None = None
    order_seen: OrderSeen | None = None
    events: tuple[Event, ...] = ()
    observations: tuple[Observation, ...] = ()


class State(NamedTuple):
    """Where a case stands on the three axes, and whether anything can still happen to it.

    `refunded` is what went back in all, `before` the part of it that belongs to earlier attempts, `offered` the last
    offer of a part (minor units). `arbitration` is how far the platform's ruling in a dispute is, `appeal` the
    seller's appeal (none, filed, won, lost), `approved_by` seller, platform or unknown, `cause` a review's. `ended`:
    what it was about is over.
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
    approved_by: str = ""
    offered: int | None = None
    cause: str | None = None
    ended: bool = False


class Clock(NamedTuple):
    """A rule running on a case: when it started, falls due and ended, and why. Never depends on "now".

    `stopped_at` is set by a fact; where it is only known that the fact came after some instant, `stopped_from` is
    that; `planned` stops were still to come when they were recorded, and count only once they have come. `lapses_at`
    is the instant at which silence alone ends it (the platform deems the parcel delivered); `chained` clocks start
    only if that silence comes. `holds` marks, among clocks that bind the same duty, the one whose deadline counts.
    Before `snoozed_until` (see `snooze`) the list leaves it out; `act_by` is the last moment before `due` at which
    the shop's staff is in, where a staff calendar is set. A clock that stands still for a while (flag `paused`) is
    stopped by the event that pauses it. `running` is what went into the deadline, where it is to be explained.
    """

    duty: str
    owner: str
    rule: str | None
    policy: str
    started_by: str
    started_at: datetime
    due: datetime
    computed_due: datetime | None = None
    stamped_due: datetime | None = None
    outcome: str = "unknown"
    attempt: int = 1
    stopped_at: datetime | None = None
    stopped_by: str | None = None
    stopped_from: datetime | None = None
    planned: bool = False
    confirmed: bool = True
    lapses_at: datetime | None = None
    chained: bool = False
    holds: bool = True
    act_late: bool = False
    at_risk: Money | None = None
    act_by: datetime | None = None
    flags: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    term: str = ""
    source_text: str = ""
    source_url: str | None = None
    source_date: str | None = None
    confidence: str = ""
    snoozed_until: datetime | None = None
    running: Running | None = None

    @property
    def source(self) -> str:
        """`stamped` where the platform gave the deadline, else `computed`."""
        return "stamped" if self.stamped_due is not None else "computed"

    def in_sight(self, now: datetime) -> bool:
        """Whether the list shows it at `now`: it counts, is not answered for sure, and silence has not ended it."""
        # As `due` asks the ledger (`queries._LIVE`).
        waits = self.stopped_at is None or not self.confirmed or (self.planned and self.stopped_at > now)
        begun = not self.chained or self.started_at < now
        return self.holds and waits and begun and (self.lapses_at is None or self.lapses_at >= now)
