"""The lines of the due list in words: how long, by when, what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.core.deadlines.agenda import Agenda, Boundary, CaseLine, by_section
from aftersales.core.deadlines.due_list import DueFrame, DueRow, Freshness, ShopData, actions_of
from aftersales.core.deadlines.urgency import Action
from aftersales.rendering.pages import agenda as agenda_page
from aftersales.rendering.pages.agenda import AgendaLine
from tables import of_each

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday
SHOPS = {"uk": ShopData("uk", NOW, "Europe/London", "tiktok")}
HOUR = timedelta(hours=1)


def action(hours: float, act_by: float | None = None, **more: Any) -> Action:
    row = DueRow(
        1, None, "57", "uk", "GB", "return", "respond", "seller", "Lamp", None, "Broken", 1, (), (), NOW - 24 * HOUR,
        NOW + hours * HOUR, False, "RULE", "tiktok", "auto-approved", None, True, False, False,
        None if act_by is None else NOW + act_by * HOUR, None, None, "money",
    )  # fmt: skip
    (one,) = actions_of([row], NOW, None, SHOPS)
    return one._replace(**more)


def line(one: Action, boundary: Boundary | None = None, market: str = "GB") -> AgendaLine:
    fresh = [Freshness("uk", NOW, False, market="GB"), Freshness("other", NOW, False, market=market)]
    frame = DueFrame(now=NOW, within=None, freshness=fresh)
    listed = Agenda(by_section([CaseLine(one)], boundary), (), ZoneInfo("Europe/London"), boundary)
    (section,) = agenda_page.sections(frame, listed)
    return section.lines[0]


@of_each(
    "hours, left, by",
    [
        (1.5, "1 h 30", "Tue 10:30"),
        (0.5, "30 min", "Tue 09:30"),
        (52, "2 d 4 h", "Thu 13:00"),
        (24 * 7 + 5, "7 d", "1 Dec 14:00"),
        (-0.001, "1 min late", "Tue 08:59"),
        (-22.7, "22 h late", "Mon 10:18"),
        (-50, "2 d late", "Sun 07:00"),
    ],
)
def test_how_long_and_by_when(hours: float, left: str, by: str) -> None:
    found = line(action(hours))
    assert (found.left, found.by) == (left, by)


def test_the_last_hour_of_the_staff_stands_where_it_is_before_the_deadline() -> None:
    """Not where the heading tells it, and not where it has passed: then somebody must act out of hours."""
    early = action(30, act_by=8)
    found = line(early)
    assert (found.left, found.by) == ("8 h 00", "Tue 17:00*")
    assert list(agenda_page.legend([found]))
    found = line(early, Boundary(NOW + 8 * HOUR, closes=True))
    assert (found.section, found.by) == ("before", "Wed 15:00")
    assert not list(agenda_page.legend([found]))
    assert line(action(5, act_by=-1)).by == "Tue 14:00"
    assert line(action(5, act_by=5)).by == "Tue 14:00"


def test_the_market_tells_the_shop_where_each_has_one() -> None:
    assert line(action(5), market="US").shop == "gb"
    assert line(action(5), market="GB").shop == "uk"
