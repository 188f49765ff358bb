"""The sections of the due list, its office hours, and what it says of itself."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.deadlines.agenda import (
    Agenda,
    Boundary,
    CaseLine,
    Group,
    by_section,
    next_boundary,
    section_of,
)
from aftersales.core.deadlines.due_list import DueRow, ShopData, actions_of
from aftersales.core.deadlines.urgency import Action
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.staff import StaffCalendar
from aftersales.core.time.staff_table import Shift
from tables import of_each

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday
LONDON, SHANGHAI = ZoneInfo("Europe/London"), ZoneInfo("Asia/Shanghai")
SHOPS = {"uk": ShopData("uk", NOW, "Europe/London", "tiktok")}


def line(case: int, hours: float, stake: str = "money", **more: Any) -> Action:
    row = DueRow(
        case, None, "57", "uk", "GB", more.pop("kind", "return"), more.pop("duty", "respond"),
        more.pop("owner", "seller"), None, None, None, None, (), (), NOW - timedelta(days=9),
        NOW + timedelta(hours=hours), False, "RULE", "tiktok", "auto-approved", more.pop("money", None),
        more.pop("confirmed", True), False, False, more.pop("act_by", None), more.pop("snoozed", None),
        more.pop("opens", None), stake,
    )  # fmt: skip
    (action,) = actions_of([row], NOW, None, SHOPS)
    return action


def test_lines_stand_under_their_sections_in_their_order() -> None:
    lines = [CaseLine(line(case, hours)) for case, hours in ((4, -1), (2, 1.5), (5, 2), (3, 26), (1, 90))]
    found = by_section(lines, None)
    assert [(name, [one.action.case for one in ones]) for name, ones in found] == [
        ("overdue", [4]), ("today", [2, 5]), ("soon", [3]), ("later", [1]),
    ]  # fmt: skip


@of_each(
    "one, section",
    [
        (line(1, -1), "overdue"),
        (line(1, 0.5), "before"),
        (line(1, 1.5), "after"),
        (line(1, 20, act_by=NOW + timedelta(minutes=30)), "before"),
        (line(1, 26), "soon"),
        (line(1, 30, opens=NOW + timedelta(minutes=30)), "later"),
    ],
)
def test_a_shared_office_splits_the_day_at_its_closing(one: Action, section: str) -> None:
    assert section_of(one, Boundary(NOW + timedelta(hours=1), closes=True)) == section


def test_what_a_limit_cut_off_is_counted() -> None:
    agenda = Agenda(by_section([CaseLine(line(1, 1))], None), (), LONDON, counts={"today": 2, "soon": 1})
    assert (agenda.total, agenda.cut, agenda.shops, agenda.is_empty) == (3, 2, ["uk"], False)


def test_a_list_of_nothing_but_what_is_snoozed_is_empty() -> None:
    snoozed = Group("snoozed", 3, 0, NOW, NOW)
    empty = Agenda((), [snoozed], LONDON)
    assert (empty.is_empty, empty.asleep) == (True, 3)
    assert not empty._replace(groups=[snoozed, snoozed._replace(name="parcels")]).is_empty


@of_each(
    "name, number, spelled_out",
    [("looks", 2, True), ("chores", 1, True), ("tracking", 3, False), ("snoozed", 1, False), ("unconfirmed", 2, False)],
)
def test_few_chores_and_looks_are_told_line_by_line(name: str, number: int, spelled_out: bool) -> None:
    assert Group(name, number, 0, NOW, NOW).is_spelled_out == spelled_out


@pytest.mark.parametrize(
    ("now", "at", "closes"),
    [
        (datetime(2026, 11, 24, 1, 0, tzinfo=UTC), datetime(2026, 11, 24, 10, 0, tzinfo=UTC), True),  # at 9:00
        (datetime(2026, 11, 24, 10, 0, tzinfo=UTC), datetime(2026, 11, 25, 1, 0, tzinfo=UTC), False),  # it has closed
        (datetime(2026, 11, 28, 2, 0, tzinfo=UTC), datetime(2026, 11, 30, 1, 0, tzinfo=UTC), False),  # a Saturday
    ],
)
def test_the_office_closes_today_or_opens_next(now: datetime, at: datetime, closes: bool) -> None:
    """9:00 to 18:00 in Shanghai, eight hours ahead of UTC, Monday to Friday."""
    hours = (Shift(time(9).hour * 60, time(18).hour * 60),)
    staff = StaffCalendar(SHANGHAI, hours, Calendar("", frozenset({5, 6}), known=True))
    assert next_boundary(staff, now) == Boundary(at, closes)
