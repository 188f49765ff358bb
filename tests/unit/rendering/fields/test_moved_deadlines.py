"""The fields of deadlines that a change of rules moves."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.core.deadlines.rules_change import DeadlineMove
from aftersales.core.money.amount import Money
from aftersales.rendering.fields.moved_deadlines import (
    IMPACT_FIELDS,
    ImpactRow,
    Zones,
    move_fields,
)
from aftersales.rendering.fields.view import View
from unit.rendering.build import LONDON

ZONES = Zones(LONDON, ZoneInfo("Asia/Shanghai"))
BEFORE, AFTER = datetime(2026, 7, 20, 15, tzinfo=UTC), datetime(2026, 7, 21, 16, tzinfo=UTC)
MOVE = DeadlineMove(4, "respond", "seller", "moved", BEFORE, AFTER, None, BEFORE)


def test_deadlines_are_in_the_markets_zone_and_act_bys_in_the_staffs() -> None:
    fields = {
        "from": "2026-07-20T16:00:00+01:00",
        "to": "2026-07-21T17:00:00+01:00",
        "act_by_from": None,
        "act_by_to": "2026-07-20T23:00:00+08:00",
    }
    assert move_fields(MOVE, ZONES) == fields
    assert move_fields(MOVE, Zones(LONDON, None))["act_by_to"] == "2026-07-20T16:00:00+01:00"


def test_a_row_for_programs() -> None:
    row = ImpactRow(MOVE, None, "uk-main", "return", "gb.respond", "refunded", Money(1398, "GBP"), ZONES)
    (values,) = View(IMPACT_FIELDS, [row]).objects()
    assert list(values)[:4] == ["case", "order", "shop", "kind"]
    assert values["shift_seconds"] == 25 * 3600
    assert values["from"] == "2026-07-20T16:00:00+01:00"
    gone = row._replace(move=MOVE._replace(after=None))
    assert next(iter(View(IMPACT_FIELDS, [gone]).objects()))["shift_seconds"] is None
