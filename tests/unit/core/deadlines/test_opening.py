"""From when a duty of a case can be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aftersales.core.clocks.clock import Clock
from aftersales.core.deadlines.opening import opening_of_duty

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)
AHEAD = Clock("appeal", "seller", "th.appeal", "tiktok", "refund.issued", NOW - DAY, NOW + 9 * DAY, opens_at=NOW + DAY)


def test_what_opens_later_says_when() -> None:
    assert opening_of_duty([AHEAD], "appeal", NOW) == NOW + DAY
    assert opening_of_duty([AHEAD], "appeal", NOW + DAY) is None
    assert opening_of_duty([AHEAD], "respond", NOW) is None


def test_of_two_the_one_that_is_open_decides() -> None:
    is_open = AHEAD._replace(opens_at=None)
    assert opening_of_duty([AHEAD, is_open], "appeal", NOW) is None
    assert opening_of_duty([AHEAD, AHEAD._replace(opens_at=NOW + 2 * DAY)], "appeal", NOW) == NOW + DAY


def test_what_is_over_or_not_begun_opens_nothing() -> None:
    answered, lapsed = AHEAD._replace(stopped_at=NOW), AHEAD._replace(lapses_at=NOW - DAY, opens_at=None)
    later = AHEAD._replace(started_at=NOW + DAY, opens_at=None)
    assert opening_of_duty([answered], "appeal", NOW) is None
    assert opening_of_duty([AHEAD, lapsed, later], "appeal", NOW) == NOW + DAY
