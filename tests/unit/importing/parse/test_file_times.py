"""Times of an export: in its file name, and from when on it is taken."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.core.cases.facts import CaseFacts, OrderFacts, Reject
from aftersales.importing.parse.file_times import SinceFilter, newest_time, stated_time
from tables import of_each


@of_each(
    "name, zone, instant",
    [
        ("All order-2026-09-09-07_16.csv", "Europe/London", datetime(2026, 9, 9, 6, 16, tzinfo=UTC)),
        ("All order-2026-01-09-07_16.csv", "America/Los_Angeles", datetime(2026, 1, 9, 15, 16, tzinfo=UTC)),
        ("returns 20261124 085031 (1).xlsx", "UTC", datetime(2026, 11, 24, 8, 50, 31, tzinfo=UTC)),
        ("returns_2026-11-24T08:50.csv", "UTC", datetime(2026, 11, 24, 8, 50, tzinfo=UTC)),
    ],
)
def test_a_time_is_local_time_of_the_market(name: str, zone: str, instant: datetime) -> None:
    assert stated_time(name, ZoneInfo(zone)) == instant


@of_each("name", ["returns.csv", "returns-2026-11-24.csv", "577022744481000153.csv", "o-2026-13-40-25_61.csv"])
def test_names_without_a_time(name: str) -> None:
    assert stated_time(name, ZoneInfo("UTC")) is None


DAY = datetime(2026, 11, 20, tzinfo=UTC)


def case(**values: Any) -> CaseFacts:
    return CaseFacts("1", "refund", "export", "r.csv:2", datetime(2026, 11, 9, tzinfo=UTC), "pending", "")._replace(
        **values
    )


def order(**times: str) -> OrderFacts:
    empty = OrderFacts(*[None] * len(OrderFacts._fields))  # type: ignore[arg-type]
    return empty._replace(placed_at="2026-11-09T00:00:00Z", **times)


def test_the_newest_time_counts() -> None:
    assert newest_time(case()) == "2026-11-09T00:00:00Z"
    assert newest_time(case(refunded_at=DAY)) == newest_time(case(known_since=DAY)) == "2026-11-20T00:00:00Z"
    assert newest_time(order()) == "2026-11-09T00:00:00Z"
    for name in ("paid_at", "ready_at", "collected_at", "delivered_at", "cancelled_at", "cancel_asked_at"):
        assert newest_time(order(**{name: "2026-11-20T00:00:00Z"})) == "2026-11-20T00:00:00Z"


def test_what_is_left_out_is_counted_anew_in_each_reading() -> None:
    since, bad = SinceFilter(DAY), [Reject(2, "Order ID", "", "is empty")]
    facts = [case(), case(status="complete"), case(status="unknown"), case(refunded_at=DAY), bad, order()]
    for _ in range(2):
        assert list(since.of(iter(facts))) == [facts[3], bad]
        assert (since.left_out, since.waiting) == (4, 2)
