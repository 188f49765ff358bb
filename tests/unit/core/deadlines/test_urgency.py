"""What is urgent: the edges of each band, the order of the list, and the command to type."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.deadlines.urgency import Action, band, in_order, left, next_command, worst
from aftersales.core.money.amount import Money
from tables import of_each

LONDON = ZoneInfo("Europe/London")
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday, winter time in London
SECOND = timedelta(seconds=1)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


LINE = Action(
    case=1, ref=None, order=None, shop="s", market="GB", kind="return", duty="respond", owner="seller", product=None,
    sku=None, reason=None, quantity=None, flags=(), started_at=NOW, due=NOW, act_by=None, left_seconds=0, band="later",
    source="computed", rule=None, policy="tiktok", outcome="unknown", at_risk=None, confirmed=True, as_of=None, next="",
    zone=LONDON,
)  # fmt: skip


def action(case: int, due: datetime, *, shown: str = "later", risk: Money | None = None, **other: Any) -> Action:
    """A line of the list; what the test does not speak of is as in LINE."""
    return LINE._replace(case=case, due=due, band=shown, at_risk=risk, **other)


# --- Bands -------------------------------------------------------------------------------------------------------


@of_each(
    "due, expected",
    [
        ("2026-11-24T08:59:59+00:00", "overdue"),
        ("2026-11-24T09:00:00+00:00", "today"),  # 0 seconds left is not overdue
        ("2026-11-24T09:00:01+00:00", "today"),
        ("2026-11-24T23:59:59+00:00", "today"),
        ("2026-11-25T00:00:00+00:00", "soon"),  # midnight is tomorrow
        ("2026-11-26T08:59:59+00:00", "soon"),
        ("2026-11-26T09:00:00+00:00", "soon"),  # exactly 48 hours
        ("2026-11-26T09:00:01+00:00", "later"),
        ("2027-01-01T00:00:00+00:00", "later"),
    ],
)
def test_the_edges_of_each_band(due, expected):
    assert band(_at(due), NOW, LONDON) == expected


def test_today_is_the_markets_day_and_not_the_machines():
    due = _at("2026-11-24T16:30:00+00:00")  # 16:30 in London today, 00:30 tomorrow in Shanghai
    assert band(due, NOW, LONDON) == "today"
    assert band(due, NOW, SHANGHAI) == "soon"


def test_an_instant_after_midnight_in_utc_is_still_today_in_summer():
    now = _at("2026-07-06T23:30:00+01:00")  # 22:30 UTC
    assert band(_at("2026-07-06T23:59:59+01:00"), now, LONDON) == "today"
    assert band(_at("2026-07-07T00:00:00+01:00"), now, LONDON) == "soon"  # 23:00 UTC of the same UTC date


@pytest.mark.parametrize(
    ("now", "last", "next_day"),
    [
        # clocks go forward: the day has 23 hours
        ("2026-03-29T00:30:00+00:00", "2026-03-29T23:59:59+01:00", "2026-03-30T00:00:00+01:00"),
        # clocks go back: it has 25
        ("2026-10-25T00:30:00+01:00", "2026-10-25T23:59:59+00:00", "2026-10-26T00:00:00+00:00"),
    ],
)
def test_today_on_the_day_the_clocks_change(now, last, next_day):
    assert band(_at(last), _at(now), LONDON) == "today"
    assert band(_at(next_day), _at(now), LONDON) == "soon"


def test_48_hours_are_elapsed_hours():
    now = _at("2026-10-24T12:00:00+01:00")  # clocks go back in between: 48 hours end at 11:00 on the wall
    assert band(_at("2026-10-26T11:00:00+00:00"), now, LONDON) == "soon"
    assert band(_at("2026-10-26T11:00:01+00:00"), now, LONDON) == "later"


@of_each(
    "act_by, due, expected",
    [
        ("2026-11-24T17:00:00+00:00", "2026-11-28T09:00:00+00:00", "today"),  # the last staffed moment is today
        ("2026-11-25T17:00:00+00:00", "2026-11-28T09:00:00+00:00", "soon"),
        ("2026-11-27T17:00:00+00:00", "2026-11-28T09:00:00+00:00", "later"),
        ("2026-11-23T17:00:00+00:00", "2026-11-28T09:00:00+00:00", "today"),  # passed: today, never overdue
        ("2026-11-23T17:00:00+00:00", "2026-11-24T08:00:00+00:00", "overdue"),
        ("2026-11-28T17:00:00+00:00", "2026-11-24T18:00:00+00:00", "today"),  # the earlier of the two decides
    ],
)
def test_a_staff_calendar_moves_the_band_but_never_to_overdue(act_by, due, expected):
    assert band(_at(due), NOW, LONDON, _at(act_by)) == expected


def test_a_receipt_stamped_while_the_parcel_is_under_way_is_later():
    assert band(NOW + timedelta(hours=1), NOW, LONDON, in_transit=True) == "later"
    assert band(NOW + timedelta(hours=1), NOW, LONDON) == "today"


def test_bands_only_get_more_urgent_as_time_goes_by():
    chance = random.Random(7)
    urgency = {"later": 0, "soon": 1, "today": 2, "overdue": 3}
    for _ in range(300):
        due = NOW + timedelta(seconds=chance.randrange(-300_000, 300_000))
        steps = [urgency[band(due, NOW + timedelta(hours=h), LONDON)] for h in range(-100, 101)]
        assert steps == sorted(steps)


# --- Time left ---------------------------------------------------------------------------------------------------


@of_each(
    "until, expected",
    [
        (timedelta(0), 0),
        (timedelta(seconds=1), 1),
        (timedelta(milliseconds=1900), 1),
        (timedelta(milliseconds=100), 0),
        (-timedelta(milliseconds=100), -1),  # floored, not cut off: overdue is negative
        (-timedelta(seconds=1), -1),
        (-timedelta(milliseconds=1100), -2),
        (timedelta(days=2), 172_800),
    ],
)
def test_time_left_is_floored(until, expected):
    found = left(NOW + until, NOW)
    assert found == expected
    assert type(found) is int


def test_time_left_is_negative_exactly_when_overdue():
    for until in (timedelta(0), SECOND, -SECOND, timedelta(microseconds=1), -timedelta(microseconds=1)):
        assert (left(NOW + until, NOW) < 0) == (band(NOW + until, NOW, LONDON) == "overdue")


# --- The order of the list ---------------------------------------------------------------------------------------


def _every_order(*lines: Action) -> None:
    for shuffled in permutations(lines):
        assert [a.case for a in in_order(shuffled)] == [a.case for a in lines]


def test_overdue_that_still_helps_goes_first_then_by_deadline():
    _every_order(
        action(4, NOW - timedelta(hours=1), shown="overdue", act_late=True),
        action(1, NOW - timedelta(days=3), shown="overdue"),
        action(2, NOW, shown="today", act_late=True),  # acting late helps, but it is not late
        action(3, NOW + timedelta(days=1), shown="soon"),
    )


def test_the_earlier_of_act_by_and_due_decides():
    _every_order(
        action(2, NOW + timedelta(days=9), act_by=NOW + timedelta(hours=1)),
        action(1, NOW + timedelta(hours=2)),
        action(3, NOW + timedelta(hours=3), act_by=NOW + timedelta(hours=4)),
    )


def test_of_the_same_act_by_the_deadline_decides():
    closing = NOW + timedelta(hours=1)
    _every_order(
        action(2, NOW + timedelta(days=2), act_by=closing, risk=Money(100, "GBP")),
        action(1, NOW + timedelta(days=5), act_by=closing, risk=Money(90_000, "GBP")),
        action(3, NOW + timedelta(days=5), act_by=closing, risk=Money(89_999, "GBP")),
    )


def test_at_the_same_instant_more_money_goes_first_within_a_currency():
    _every_order(
        action(5, NOW, risk=Money(90_000, "EUR")),
        action(4, NOW, risk=Money(100, "EUR")),
        action(3, NOW, risk=Money(5_000, "GBP")),
        action(2, NOW, risk=Money(4_999, "GBP")),
        action(1, NOW),  # no amount of its own: last
    )


def test_at_last_the_case_decides():
    _every_order(*(action(n, NOW, risk=Money(100, "GBP")) for n in (1, 2, 10)))


def test_the_deadline_goes_before_the_money():
    _every_order(action(2, NOW, risk=Money(1, "GBP")), action(1, NOW + SECOND, risk=Money(99_999, "GBP")))


# --- What to type ------------------------------------------------------------------------------------------------


@of_each(
    "duty, owner, told, expected",
    [
        ("respond", "seller", {}, "aftersales approve 12"),
        ("respond", "seller", {"overdue": True}, "aftersales approve 12"),
        ("confirm-receipt", "seller", {}, "aftersales received 12"),
        ("confirm-receipt", "seller", {"in_transit": True}, "aftersales delivered 12"),
        ("refund", "seller", {}, "aftersales refund 12"),
        ("check", "seller", {}, "aftersales show 12"),
        ("appeal", "seller", {}, "aftersales evidence list 12"),
        ("gather-evidence", "seller", {}, "aftersales evidence list 12"),
        ("close", "seller", {}, "aftersales close 12 --reason lapsed"),
        ("dispatch", "seller", {}, "aftersales order dispatched 12"),
        ("collection", "seller", {}, "aftersales order collected 12"),
        ("trace", "seller", {"overdue": True}, "aftersales done 12"),
        ("deliver", "platform", {"overdue": True}, "aftersales show 12"),
        ("ship-back", "buyer", {}, "aftersales show 12"),
        ("ship-back", "buyer", {"overdue": True}, "aftersales close 12 --reason lapsed"),
        ("respond", "seller", {"confirmed": False}, "aftersales confirm 12"),
        ("refund", "seller", {"confirmed": False, "overdue": True}, "aftersales confirm 12"),
    ],
)
def test_the_next_command(duty, owner, told, expected):
    told = {"confirmed": True, "in_transit": False, "overdue": False, **told}
    assert next_command(12, duty, owner, **told) == expected


def test_the_worst_band():
    lines = [action(1, NOW, shown=b) for b in ("later", "soon", "today", "overdue")]
    assert worst([]) is None
    assert [worst(lines[:n]) for n in range(1, 5)] == ["later", "soon", "today", "overdue"]
    assert worst(reversed(lines)) == "overdue"
