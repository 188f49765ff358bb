"""A second opinion on which of the platform's own deadlines still hold, after thousands of random courses of snapshots:
a plain walk forward that shares no code with the program, which looks backwards.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from aftersales.core.cases import snapshots
from aftersales.core.cases.model import Observation, Stamp

START = datetime(2026, 11, 2, tzinfo=UTC)
ANSWER, PARCEL = "SELLER_RESPOND_REFUND", "SELLER_RESPOND_RECEIVE_PACKAGE"
# What the seller is waited for, and what is decided, as the platform's documents say.
WAITS = {"pending": ANSWER, "shipped": PARCEL}
DECIDED = {"pending": "no", "rejected": "refused", "offered": "offered", "cancelled": "over", "complete": "over"}


def _course(dice: random.Random) -> list[Observation]:
    course, at = [], START
    for _ in range(dice.randint(1, 6)):
        at += timedelta(hours=dice.randint(1, 40))
        status = dice.choice((*("pending",) * 9, "rejected", "offered", "awaiting-ship", "shipped"))
        status = dice.choice((status,) * 12 + ("complete", "cancelled"))
        source = dice.choice(("api", "api", "export"))
        stamps: tuple[Stamp, ...] | None = None if source == "api" else ()
        if source == "api" and dice.random() < 0.5:
            some = [Stamp(a, at + timedelta(hours=dice.randint(-20, 30))) for a in (ANSWER, PARCEL)]
            stamps = tuple(dice.sample(some, dice.randint(0, 2)))
        course.append(Observation("r", source, at, at, at, status, stamps=stamps))
    return course


def _opinion(course: list[Observation]) -> tuple[set[Stamp], bool]:
    """The stamps that hold after the last snapshot, and whether the newest API row repeats them."""
    live: set[Stamp] = set()
    decided, repeated = "", True
    for row in course:
        now = DECIDED.get(row.status, "granted")
        if row.source == "export":
            live = live if now == decided else set()
        elif row.stamps is not None:
            read = [o for o in course if o.status == row.status and o.first_seen <= row.first_seen]
            live = {
                s
                for s in row.stamps
                if WAITS.get(row.status) == s.action
                or any(s in (o.stamps or ()) and s.deadline > o.first_seen for o in read)
            }
            decided, repeated = now, True
        else:
            live = {s for s in live if WAITS.get(row.status) == s.action and now == decided}
            decided, repeated = now, False
        live = set() if now == "over" else live
    return live, repeated


def test_five_thousand_courses_get_the_same_second_opinion() -> None:
    dice, met = random.Random(14), Counter[str]()
    for number in range(5_000):
        course = _course(dice)
        first_end = next((n for n, o in enumerate(course) if DECIDED.get(o.status) == "over"), len(course))
        course = course[: first_end + 1]  # what is over is never unfinished again
        found = snapshots.stamped(course)
        live, repeated = _opinion(course)
        assert set(found.stamps if found else ()) == live, (number, course)
        assert found is None or found.repeated == repeated, (number, course)
        met["none" if not live else "repeated" if repeated else "left out"] += 1
    assert min(met.values()) > 50, met
