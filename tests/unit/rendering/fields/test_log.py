"""The fields of the log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aftersales.core.deadlines.rules_change import DeadlineMove, RulesChange
from aftersales.rendering.fields.log import LOG_FIELDS, LogRow
from aftersales.rendering.fields.moved_deadlines import Zones
from aftersales.rendering.fields.view import View
from unit.rendering.build import LONDON

AT = datetime(2026, 7, 20, 15, 2, tzinfo=UTC)
MOVED = DeadlineMove(4, "respond", "seller", "gone", datetime(2026, 7, 20, 15, tzinfo=UTC), None)
CHANGE = RulesChange(("tiktok-gb",), "tiktok", "tiktok-gb", 3, "Europe/London", None)


def values(**changes: Any) -> dict[str, Any]:
    row = LogRow(
        7, AT, "li", "approve", (4,), (), ("request.approved",), (), None, None, "case 4: request.approved", None, (),
        Zones(LONDON, None),
    )  # fmt: skip
    (only,) = View(LOG_FIELDS, [row._replace(**changes)]).objects()
    return dict(only)


def test_a_write_by_hand() -> None:
    write = values()
    assert (write["write"], write["at"], write["by"]) == (7, "2026-07-20T16:02:00+01:00", "li")
    assert (write["cases"], write["events"], write["rules"], write["moves"]) == ([4], ["request.approved"], None, [])


def test_a_change_of_rules_has_its_moves_in_the_shops_zone() -> None:
    write = values(rules=CHANGE, moves=(MOVED,))
    assert write["rules"] == {
        "why": ["tiktok-gb"], "before": "tiktok", "after": "tiktok-gb", "cases": 3, "zone": "Europe/London",
        "staff_zone": None,
    }  # fmt: skip
    (move,) = write["moves"]
    assert move == {
        "case": 4, "duty": "respond", "owner": "seller", "change": "gone", "from": "2026-07-20T16:00:00+01:00",
        "to": None, "act_by_from": None, "act_by_to": None,
    }  # fmt: skip
