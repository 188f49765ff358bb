"""Derives 100,000 clocks of every sort of case, and does in turn the least that each of them could cost.

    python tests/benchmarks/derive.py [CLOCKS [SEED]]     # prints JSON: seconds, floor, clocks, cases

The cases are those of a desk: most known from exports, some recorded by hand, deliveries, reviews; in the course of a
year, in London, Los Angeles and Ho Chi Minh City, under the built-in rules and under rules with a cut-off, an overlay,
an extension and a pause. Each is made before the clock starts and derived once. The floor of a clock is what any
reckoning of a deadline does: look at a wall clock, add a day, look back, and write a clock down.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import time
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales.core.cases.model import Case, Event, Observation, OrderSnapshot
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.core.rules.policy import Policy
from aftersales.core.rules.policy_file import parse_policy
from aftersales.policies.load import load as load_policy

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CHUNK = 1_000
OWN_RULES = """
[[overlay]]
name = "Black Friday"
from = 2026-11-20
until = 2026-12-01
rules = ["own.respond"]
plus = "2 business days"
source = "s"
confidence = "low"

[[rule]]
id = "own.respond"
duty = "respond"
starts = ["request.opened", "request.resubmitted"]
stops = ["request.approved", "request.rejected"]
outcome = "auto-approved"
pauses = { from = ["request.offered"], until = ["offer.declined"], most = "3 days" }
terms = [
  { length = "2 business days", ends = "end-of-day", cut-off = "14:00", source = "s", confidence = "low" },
  { length = "24 hours", started-on = ["sat", "sun"], ends = "mon 12:00", source = "s", confidence = "low" },
]

[[rule]]
id = "own.receipt"
duty = "confirm-receipt"
starts = ["return.shipped"]
stops = ["return.received"]
outcome = "deemed-delivered"
extension = { length = "4 days", times = 1 }
terms = [{ length = "8 days", source = "s", confidence = "low" }]

[[rule]]
id = "own.refund"
duty = "refund"
starts = ["return.received", "return.deemed-delivered"]
stops = ["refund.issued"]
outcome = "refunded"
terms = [{ length = "48 hours", source = "s", confidence = "low" }]
"""

# Of twenty cases, how many are of which sort: kind, what the exports showed, what was recorded by hand.
SORTS: list[tuple[int, str, tuple[str, ...], tuple[str, ...]]] = [
    (3, "refund", ("pending",), ()),
    (2, "return", ("pending", "awaiting-ship"), ()),
    (4, "return", ("pending", "awaiting-ship", "shipped"), ()),
    (2, "return", ("pending", "awaiting-ship", "shipped", "complete"), ()),
    (1, "refund", ("pending", "rejected"), ()),
    (1, "cancellation", (), ("request.opened", "request.approved")),
    (1, "refund", (), ("request.opened", "request.offered", "offer.declined", "request.approved", "refund.issued")),
    (2, "return", (), ("request.opened", "request.approved", "return.shipped", "receipt.extended", "return.received")),
    (1, "return", (), ("request.opened", "request.rejected", "dispute.opened", "dispute.evidence")),
    (1, "review", (), ("review.opened", "review.contacted")),
    (2, "delivery", (), ()),
]


def made(count: int, seed: int = 0) -> Iterator[tuple[Case, Policy, ZoneInfo]]:
    """So many cases, each with its rules and zone; the same ones for a seed every time."""
    dice = random.Random(seed)
    worlds = [(p, ZoneInfo(p.timezone)) for p in (load_policy("tiktok", m) for m in ("GB", "US", "VN"))]
    tables = tomllib.loads(OWN_RULES)
    facts = {"code": "GB", "timezone": "Europe/London", "currency": "GBP"}
    worlds.insert(1, (parse_policy("own.toml", tables, facts, worlds[0][0].calendar), worlds[0][1]))
    sorts = [sort for sort in SORTS for _ in range(sort[0])]
    for number in range(count):
        _, kind, shown, told = dice.choice(sorts)
        policy, zone = dice.choices(worlds, (12, 3, 3, 2))[0]
        start = FIRST + timedelta(seconds=dice.randrange(360 * 86_400))
        yield _case(number, kind, shown, told, start, policy, dice), policy, zone


def _case(
    number: int, kind: str, shown: tuple[str, ...], told: tuple[str, ...], start: datetime, policy: Policy,
    dice: random.Random,
) -> Case:  # fmt: skip
    amount = Money(dice.randrange(300, 30_000), policy.currency)
    case = Case(
        number, "shop", policy.market, kind, str(577_000_000_000 + number), str(number), amount, amount,
        trust=not shown, delivered_at=start - 5 * DAY,
    )  # fmt: skip
    if kind == "delivery":
        order = OrderSnapshot(
            "in-transit", "x", "export", "o:1", start + 9 * DAY, start, start + HOUR, start + 30 * HOUR
        )
        return case._replace(order_snapshot=order, delivered_at=None)
    at, events = start, []
    for n, name in enumerate(told, 1):
        events.append(Event(name, at, {"mode": "seller-address"}, id=n, recorded_at=at))
        at += timedelta(seconds=dice.randrange(3_600, 3 * 86_400))
    if shown:
        events = [Event("request.opened", start, {"ref": str(number)}, "export", "r:1", id=1, recorded_at=start)]
    seen = [start + HOUR + n * DAY * dice.randint(1, 3) for n in range(len(shown))]
    snapshots = [Observation(str(number), "export", t, t, t, s, s) for t, s in zip(seen, shown, strict=True)]
    return case._replace(events=tuple(events), observations=tuple(snapshots))


def least(count: int, zone: ZoneInfo) -> list[Clock]:
    """The floor: so many times a wall clock looked at, a day added, and a clock written down."""
    found, start = [], FIRST
    for _ in range(count):
        local = start.astimezone(zone).replace(tzinfo=None) + DAY
        due = local.replace(tzinfo=zone).astimezone(UTC)
        found.append(Clock("respond", "seller", "rule", "policy", "request.opened", start, due, due))
        start += HOUR
    return found


def main() -> None:
    """Derive until so many clocks are there, floor and work in turn."""
    wanted, seed = [*map(int, sys.argv[1:]), *(100_000, 0)[len(sys.argv) - 1 :]]
    seconds = floor = 0.0
    cases = found = 0
    supply = made(wanted, seed)
    while found < wanted:
        chunk = [case for _, case in zip(range(CHUNK), supply, strict=False)]
        gc.collect()
        began = time.perf_counter()
        count = sum(len(derive(case, policy, zone).clocks) for case, policy, zone in chunk)
        derived = time.perf_counter()
        least(count, chunk[0][2])
        floor += time.perf_counter() - derived
        seconds += derived - began
        cases, found = cases + len(chunk), found + count
    json.dump({"seconds": seconds, "floor": floor, "clocks": found, "cases": cases}, sys.stdout)


if __name__ == "__main__":
    main()
