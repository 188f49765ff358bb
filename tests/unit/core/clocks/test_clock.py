"""When a clock is in sight, and which of two deadlines it shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from aftersales.core.clocks.clock import Clock
from tables import of_each

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RUNNING = Clock("respond", "seller", "gb.respond", "tiktok", "request.opened", NOW - timedelta(days=1), NOW)


@of_each(
    "facts, expected",
    [
        ({}, True),
        ({"due": NOW - timedelta(days=9)}, True),  # overdue stays in sight
        ({"holds": False}, False),
        ({"stopped_at": NOW}, False),
        ({"stopped_at": NOW, "confirmed": False}, True),
        ({"stopped_at": NOW + SECOND, "planned": True}, True),
        ({"stopped_at": NOW, "planned": True}, False),
        ({"stopped_at": NOW, "planned": True, "confirmed": False}, True),
        ({"stopped_at": NOW + SECOND}, False),
        ({"lapses_at": NOW}, True),
        ({"lapses_at": NOW - SECOND}, False),
        ({"chained": True, "started_at": NOW - SECOND}, True),
        ({"chained": True, "started_at": NOW}, False),
        ({"started_at": NOW + SECOND}, True),
    ],
)
def test_in_sight(facts: dict[str, Any], expected: bool):
    assert RUNNING._replace(**facts).in_sight(NOW) is expected


def test_the_source_is_the_platform_where_it_gave_the_deadline():
    assert RUNNING.source == "computed"
    assert RUNNING._replace(stamped_due=NOW).source == "stamped"


def test_a_planned_answer_is_none_yet():
    assert RUNNING.unanswered
    assert RUNNING._replace(stopped_at=NOW, planned=True).unanswered
    assert not RUNNING._replace(stopped_at=NOW).unanswered
