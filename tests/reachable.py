"""Every place on the axes that the table of steps lets a case come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aftersales.core.cases.statuses import COURSES
from aftersales.core.cases.transitions import TRANSITIONS

_FIVE = ("decision", "parcel", "money", "arbitration", "appeal")


def reachable(kind: str) -> frozenset[tuple[str, ...]]:
    """Every (decision, parcel, money, arbitration, appeal) that the table lets a case of `kind` come to by commands."""
    start = dict.fromkeys(_FIVE, "none") | {"decision": "pending"}
    places: set[tuple[str, ...]] = set()
    ahead = [{**start, "money": money} for money in ("none", "refunded")]
    while ahead:
        now = ahead.pop()
        place = tuple(now[a] for a in _FIVE)
        if place not in places:
            places.add(place)
            again = [{**now, "decision": "pending", "parcel": "none", "money": m} for m in ("none", "refunded")]
            ahead += again + [{**now, **way} for way in _ways(kind, now)]
    return frozenset(places)


def _ways(kind: str, now: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """What one more event may change, from `now` on."""
    for row in TRANSITIONS:
        if kind in row.kinds and all(now[a] in values for a, values in row.needs.items() if a in _FIVE):
            yield {a: _forward(a, now[a], v) for a, v in row.leads.items() if a in _FIVE}
            if row.event == "refund.issued":
                yield {"money": "partial"}


def _forward(axis: str, before: str, after: str) -> str:
    course = COURSES.get(axis)
    return max(before, after, key=course.index) if course else after
