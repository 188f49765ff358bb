"""Thirty days from delivery in Britain, worked out by hand across the end of summer time."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.clocks.buyer_window import asked_too_late, eligibility
from aftersales.policies.load import load as load_policy

LONDON = ZoneInfo("Europe/London")
POLICY = load_policy("tiktok", "GB")
# Delivered Mon 5 Oct 2026, 10:00 BST (09:00 UTC): thirty days end Wed 4 Nov, 10:00 GMT (10:00 UTC).
DELIVERED = datetime(2026, 10, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "late"),
    [
        (datetime(2026, 11, 4, 10, tzinfo=UTC), False),
        (datetime(2026, 11, 4, 10, 0, 1, tzinfo=UTC), True),
        (datetime(2026, 10, 6, tzinfo=UTC), False),
        (None, False),
    ],
)
def test_the_window_ends_at_the_local_hour_of_delivery(asked: datetime | None, late: bool):
    assert asked_too_late(POLICY, asked, DELIVERED, LONDON) is late


def test_without_a_delivery_nobody_is_late():
    assert not asked_too_late(POLICY, datetime(2026, 12, 31, tzinfo=UTC), None, LONDON)
    assert eligibility(POLICY, DELIVERED, None, LONDON).startswith("unknown: no delivery date")


def test_in_words():
    inside = eligibility(POLICY, datetime(2026, 11, 4, 10, tzinfo=UTC), DELIVERED, LONDON)
    assert inside.startswith("inside: it ends Wed 4 Nov 2026 10:00")
    assert eligibility(POLICY, datetime(2026, 11, 5, tzinfo=UTC), DELIVERED, LONDON).startswith("outside: ")
