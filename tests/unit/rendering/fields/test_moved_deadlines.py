"""The fields of deadlines that a change of rules moves."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.core.money.amount import Money
from aftersales.rendering.fields.moved_deadlines import (
    IMPACT_FIELDS,
    DeadlineMove,
    ImpactRow,
    Zones,
    logged_move,
    move_fields,
)
from aftersales.rendering.fields.view import View
from unit.rendering.build import LONDON

ZONES = Zones(LONDON, ZoneInfo("Asia/Shanghai"))
BEFORE, AFTER = datetime(2026, 7, 20, 15, tzinfo=UTC), datetime(2026, 7, 21, 16, tzinfo=UTC)
MOVE = DeadlineMove(4, "respond", "seller", BEFORE, AFTER, None, BEFORE)


def test_deadlines_are_in_the_markets_zone_and_act_bys_in_the_staffs() -> None:
    fields = {
        "from": "2026-07-20T16:00:00+01:00",
        "to": "2026-07-21T17:00:00+01:00",
        "act_by_from": None,
        "act_by_to": "2026-07-20T23:00:00+08:00",
    }
    assert move_fields(MOVE, ZONES) == fields
    assert move_fields(MOVE, Zones(LONDON, None))["act_by_to"] == "2026-07-20T16:00:00+01:00"


def test_what_the_log_keeps_comes_back() -> None:
    kept = {
        "case": 4, "duty": "respond", "owner": "seller", "change": "moved", "from": "2026-07-20T15:00:00Z",
        "to": "2026-07-21T16:00:00Z", "act_by_from": None, "act_by_to": "2026-07-20T15:00:00Z",
    }  # fmt: skip
    assert logged_move(kept) == MOVE


def test_a_row_for_programs() -> None:
    row = ImpactRow(MOVE, None, "uk-main", "return", "moved", "gb.respond", "refunded", Money(1398, "GBP"), ZONES)
    (values,) = View(IMPACT_FIELDS, [row]).objects()
    assert list(values)[:4] == ["case", "order", "shop", "kind"]
    assert values["shift_seconds"] == 25 * 3600
    assert values["from"] == "2026-07-20T16:00:00+01:00"
    gone = row._replace(move=MOVE._replace(after=None))
    assert gone.shift_seconds is None
