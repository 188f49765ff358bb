"""The due list as a value."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from aftersales.core.deadlines.due_list import (
    DueFrame,
    DueReport,
    DueRow,
    ShopData,
    actions_of,
    awake_and_asleep,
    first_back,
)
from aftersales.core.money.amount import Money
from tables import of_each

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday
SHOP = ShopData("uk", NOW - timedelta(hours=1), "Europe/London", "tiktok")


def row(case: int, due: datetime, **columns: Any) -> DueRow:
    plain = DueRow(
        case, None, "57", "uk", "GB", "return", "respond", "seller", None, None, None, None, (), (),
        NOW - timedelta(days=1), due, False, "RULE", "tiktok", "approved", Money(1000, "GBP"), True, False, False,
        None, None,
    )  # fmt: skip
    return plain._replace(**columns)


def test_the_horizon_keeps_what_is_overdue_and_what_is_due_today() -> None:
    late, tonight = NOW - timedelta(days=30), datetime(2026, 11, 24, 23, 59, tzinfo=UTC)
    rows = [row(1, NOW + timedelta(hours=20)), row(2, tonight), row(3, late)]
    actions = actions_of(rows, NOW, timedelta(hours=1), {"uk": SHOP})
    assert [(a.case, a.band) for a in actions] == [(3, "overdue"), (2, "today")]
    assert [a.case for a in actions_of(rows, NOW, None, {"uk": SHOP})] == [3, 2, 1]


def test_what_is_not_open_yet_is_later_whatever_its_deadline_and_counts_to_the_opening() -> None:
    opens = NOW + timedelta(hours=5)  # today, and due today as well
    rows = [row(1, NOW + timedelta(hours=9), opens_at=opens, stake="right")]
    (action,) = actions_of(rows, NOW, timedelta(hours=6), {"uk": SHOP})
    assert (action.band, action.left_seconds, action.opens, action.stake) == ("later", 5 * 3600, opens, "right")
    assert actions_of(rows, NOW, timedelta(hours=4), {"uk": SHOP}) == []
    (action,) = actions_of(rows, opens, timedelta(0), {"uk": SHOP})
    assert (action.band, action.left_seconds, action.opens) == ("today", 4 * 3600, None)


def test_what_was_due_before_the_first_import_is_known_as_such() -> None:
    first = SHOP._replace(first_as_of=NOW - timedelta(days=2))
    rows = [row(1, NOW - timedelta(days=3)), row(2, NOW - timedelta(days=2)), row(3, NOW + timedelta(days=1))]
    assert {a.case: a.before_import for a in actions_of(rows, NOW, None, {"uk": first})} == {
        1: True,
        2: False,
        3: False,
    }
    assert not any(a.before_import for a in actions_of(rows, NOW, None, {"uk": SHOP}))


@of_each(
    "shop, columns, flags",
    [
        (SHOP, {"case_flags": ["quick-refund"], "clock_flags": ["inferred", "quick-refund"]},
         ("quick-refund", "inferred")),
        (SHOP._replace(as_of=NOW - timedelta(hours=25)), {"missing": True}, ("missing", "stale")),
        (SHOP._replace(as_of=None), {"act_by": NOW - timedelta(days=2)}, ("out-of-hours",)),
        (SHOP, {"snoozed_until": NOW + timedelta(minutes=1)}, ("snoozed",)),
        (SHOP, {"snoozed_until": NOW}, ()),
    ],
)  # fmt: skip
def test_flags_say_what_is_special_each_once(shop: ShopData, columns: dict[str, Any], flags: tuple[str, ...]) -> None:
    (action,) = actions_of([row(1, NOW + timedelta(hours=3), **columns)], NOW, None, {"uk": shop})
    assert action.flags == flags


def test_what_is_snoozed_is_left_out_and_still_counts_for_the_check() -> None:
    until = NOW + timedelta(hours=2)
    rows = [row(1, NOW - timedelta(hours=1), snoozed_until=until), row(2, NOW + timedelta(hours=30))]
    actions = actions_of(rows, NOW, None, {"uk": SHOP})
    awake, asleep = awake_and_asleep(actions, snoozed=False)
    assert ([a.case for a in awake], [a.case for a in asleep]) == ([2], [1])
    assert first_back(asleep) == until
    assert awake_and_asleep(actions, snoozed=True) == (actions, [])
    report = DueReport(awake[:0], awake, asleep, DueFrame(NOW, None))
    assert report.cut == 1
