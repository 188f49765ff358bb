"""Whatever the platform shows and the seller records, in any order: a duty that is the seller's never vanishes.

Random courses of exports, API answers and recorded decisions. After each, where the newest data show a request that
waits for the seller, or a parcel on its way to him, some line must be in sight for it.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aftersales import policies
from aftersales.core import clocks
from aftersales.core.clocks import Derived
from aftersales.core.model import Case, Event, Observation, Stamp
from aftersales.core.money import Money
from aftersales.core.snapshots import LAG

START = datetime(2026, 10, 19, 9, tzinfo=UTC)
POLICY = policies.load("tiktok", "GB")
LONDON = ZoneInfo("Europe/London")
STATUSES = ("pending", "pending", "in-process", "awaiting-ship", "shipped", "rejected", "offered", "unknown")
HAND = (
    "request.approved", "request.rejected", "return.shipped", "return.delivered", "case.noted", "case.confirmed",
    "receipt.extended", "case.reopened",
)  # fmt: skip
ACTION = {"pending": "SELLER_RESPOND_RETURN", "shipped": "SELLER_RESPOND_RECEIVE_PACKAGE"}


def course(dice: random.Random) -> Case:
    """A return with up to six snapshots and up to four recorded events, in the order of time."""
    opened = START + timedelta(hours=dice.randrange(200))
    at, seen, events = opened, [], [Event("request.opened", opened, {"ref": "A"}, "export", id=1, recorded_at=opened)]
    for number in range(2, 2 + dice.randrange(1, 9)):
        at += timedelta(minutes=dice.choice((3, 40, 700, 1440, 4000)))
        if dice.random() < 0.4:
            events.append(Event(dice.choice(HAND), at, {}, "hand", id=number, recorded_at=at))
        else:
            status, source = dice.choice(STATUSES), dice.choice(("export", "api"))
            deadline = at + timedelta(hours=dice.randrange(-30, 200))
            stamps = (
                (Stamp(ACTION[status], deadline),)
                if source == "api" and status in ACTION and dice.random() < 0.5
                else ()
            )
            tracking = "RM1" if status in ("shipped", "in-process") and dice.random() < 0.7 else None
            seen.append(Observation("A", source, at, at, at, status, status, stamps, tracking))
    return Case(
        id=1, shop="s", market="GB", kind="return", order="1", ref="A", amount=Money(4000, "GBP"),
        order_amount=Money(dice.choice((4000, 10000)), "GBP"), trust=dice.random() < 0.3, events=tuple(events),
        observations=tuple(seen),
    )  # fmt: skip


def in_sight(derived: Derived) -> set[str]:
    """The seller's duties that the list shows at some time, silence's consequences included."""
    return {
        c.duty for c in derived.clocks if c.owner == "seller" and c.holds and (c.stopped_at is None or not c.confirmed)
    }


def last_said(case: Case) -> datetime:
    """The newest instant at which the seller recorded anything but a note."""
    return max((e.at for e in case.events if e.source == "hand" and e.name != "case.noted"), default=START)


@pytest.mark.parametrize("seed", range(40))
def test_what_waits_for_the_seller_is_always_in_sight(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(100):
        case = course(dice)
        derived = clocks.derive(case, POLICY, LONDON)
        newest = max(case.observations, key=lambda o: (o.first_seen, o.source == "api"), default=None)
        if newest is None or last_said(case) + LAG >= newest.first_seen:
            continue  # the seller has spoken since: it is in his own hands
        if newest.status in ("pending", "shipped", "unknown") and not derived.state.closed:
            assert in_sight(derived), (seed, case)


@pytest.mark.parametrize("seed", range(10))
def test_one_line_for_a_duty_and_no_line_before_its_start(seed: int) -> None:
    dice = random.Random(1000 + seed)
    for _ in range(100):
        derived = clocks.derive(course(dice), POLICY, LONDON)
        held = [(c.duty, c.owner) for c in derived.clocks if c.holds and not c.chained and c.stopped_at is None]
        assert len(held) == len(set(held))
        for clock in derived.clocks:
            assert clock.computed_due is None or clock.started_at <= clock.computed_due
            assert clock.lapses_at is None or clock.lapses_at >= clock.started_at
