"""The fields of the log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aftersales.rendering.fields.log import LOG_FIELDS, LogRow
from aftersales.rendering.fields.moved_deadlines import Zones
from aftersales.rendering.fields.view import View
from unit.rendering.build import LONDON

AT = datetime(2026, 7, 20, 15, 2, tzinfo=UTC)
MOVED = {
    "case": 4, "duty": "respond", "owner": "seller", "change": "moved", "from": "2026-07-20T15:00:00Z",
    "to": None, "act_by_from": None, "act_by_to": None,
}  # fmt: skip


def values(**changes: Any) -> dict[str, Any]:
    row = LogRow(
        7, AT, "li", "approve", (4,), (), ("request.approved",), (), None, None, "case 4: request.approved", {}, (),
        Zones(LONDON, None),
    )  # fmt: skip
    (only,) = View(LOG_FIELDS, [row._replace(**changes)]).objects()
    return dict(only)


def test_a_write_by_hand() -> None:
    write = values()
    assert (write["write"], write["at"], write["by"]) == (7, "2026-07-20T16:02:00+01:00", "li")
    assert (write["cases"], write["events"], write["rules"], write["moves"]) == ([4], ["request.approved"], None, [])


def test_a_change_of_rules_has_its_moves_in_the_shops_zone() -> None:
    write = values(rules={"why": ["tiktok-gb"]}, moves=(MOVED,))
    assert write["rules"] == {"why": ["tiktok-gb"]}
    (move,) = write["moves"]
    assert list(move) == list(MOVED)  # the keys in the order in which they were kept
    assert (move["from"], move["to"]) == ("2026-07-20T16:00:00+01:00", None)
