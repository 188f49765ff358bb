"""Deadlines that a change of rules moves."""

from __future__ import annotations

from datetime import UTC, datetime

from aftersales.core.deadlines.rules_change import DeadlineMove


def test_an_earlier_deadline_moves_by_negative_seconds() -> None:
    friday, thursday = datetime(2026, 11, 27, 10, tzinfo=UTC), datetime(2026, 11, 26, 9, tzinfo=UTC)
    move = DeadlineMove(4, "respond", "seller", "moved", friday, thursday)
    assert move.shift_seconds == -25 * 3600
    assert move._replace(before=None).shift_seconds is None
    assert move._replace(after=None).shift_seconds is None
