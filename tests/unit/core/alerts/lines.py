"""Lines of a list at an instant, for the tests of warnings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from aftersales.core.deadlines.due_list import DueRow, ShopData, action_of
from aftersales.core.deadlines.urgency import Action

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday


def line(case: int, hours: float, now: datetime = NOW, **more: Any) -> Action:
    """A duty whose deadline is so many hours after NOW, as it stands at `now`."""
    shop = ShopData("uk", NOW, "Europe/London", "tiktok", first_as_of=more.pop("first_as_of", None))
    row = DueRow(
        case, None, "57", more.pop("shop", "uk"), "GB", more.pop("kind", "return"), more.pop("duty", "respond"),
        more.pop("owner", "seller"), None, None, None, None, (), more.pop("flags", ()), NOW - timedelta(days=9),
        NOW + timedelta(hours=hours), False, "RULE", "tiktok", "auto-approved", None, True, False, False,
        more.pop("act_by", None), more.pop("snoozed", None), more.pop("opens", None), more.pop("stake", "money"),
    )  # fmt: skip
    assert not more
    return action_of(row, now, shop)
