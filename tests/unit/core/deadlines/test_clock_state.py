"""Where a clock stands at an instant, and what competes with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aftersales.core.clocks.clock import Clock
from aftersales.core.deadlines.clock_state import competing, drift, state_of
from tables import of_each

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CLOCK = Clock("respond", "seller", "gb.respond", "tiktok", "request.opened", NOW - 9 * HOUR, NOW + HOUR)


@of_each(
    "facts, state",
    [
        ({}, "running"),
        ({"due": NOW - HOUR}, "missed"),
        ({"stopped_at": NOW}, "met"),
        ({"stopped_at": NOW + 2 * HOUR}, "missed"),
        ({"stopped_at": NOW + 2 * HOUR, "stopped_from": NOW}, "unknown"),  # known only to the interval
        ({"stopped_at": NOW, "confirmed": False}, "unconfirmed"),
        ({"stopped_at": NOW, "flags": ("paused",)}, "paused"),
        ({"stopped_at": NOW, "stopped_by": "case.caught-up"}, "history"),
        ({"chained": True, "started_at": NOW}, "waiting"),
        ({"lapses_at": NOW - HOUR}, "lapsed"),
        ({"lapses_at": NOW}, "running"),
    ],
)
def test_state_of(facts, state):
    assert state_of(CLOCK._replace(**facts), NOW) == state


def test_drift_is_stamped_minus_computed_in_seconds():
    assert drift(CLOCK._replace(stamped_due=NOW, computed_due=NOW + HOUR)) == -3600
    assert drift(CLOCK) is None


def test_the_later_of_two_rules_on_one_duty_does_not_count():
    later = CLOCK._replace(rule="house.respond", due=NOW + 3 * HOUR, holds=False)
    assert list(competing(later, [CLOCK, later])) == [("gb.respond", NOW + HOUR, None)]
    assert list(competing(CLOCK, [CLOCK, later])) == [
        ("house.respond", NOW + 3 * HOUR, "it ends 2 h later than gb.respond")
    ]
