"""The due list one line a case: what is listed, what is folded, in which section and order."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.deadlines.agenda import Agenda, Boundary, agenda, next_boundary
from aftersales.core.deadlines.due_list import DueReport, DueRow, ShopData, actions_of
from aftersales.core.deadlines.urgency import Action
from aftersales.core.money.amount import Money
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.staff import StaffCalendar
from aftersales.core.time.staff_table import Shift

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


def listed(*actions: Action, fold: bool = True, boundary: Boundary | None = None, limit: int | None = None) -> Agenda:
    awake = [a for a in actions if a.snoozed_until is None]
    asleep = [a for a in actions if a.snoozed_until is not None]
    return agenda(DueReport(awake, awake, asleep, NOW, None), LONDON, boundary, fold=fold, limit=limit)


def cases(found: Agenda) -> dict[str, list[int]]:
    return {name: [line.action.case for line in lines] for name, lines in found.sections}


def groups(found: Agenda) -> dict[str, list[int]]:
    return {group.name: [a.case for a in group.actions] for group in found.groups}


def parcels(*numbers: int) -> list[Action]:
    return [line(n, 10, "standing", kind="delivery", duty="dispatch") for n in numbers]


def test_requests_are_listed_and_parcels_and_chores_are_folded() -> None:
    looks = [line(n, 14, "look", duty="check") for n in (21, 22, 23)]
    chores = [line(n, 14, "house", duty="follow-up") for n in (31, 32, 33)]
    found = listed(line(1, -1), line(2, 5), *parcels(11, 12, 13), *looks, *chores)
    assert cases(found) == {"overdue": [1], "today": [2]}
    assert groups(found) == {"parcels": [11, 12, 13], "looks": [21, 22, 23], "chores": [31, 32, 33]}


def test_a_group_of_one_or_two_is_listed() -> None:
    found = listed(line(1, 5), *parcels(11, 12))
    assert cases(found) == {"today": [1, 11, 12]}
    assert groups(found) == {}


def test_what_is_asked_for_is_not_folded() -> None:
    assert cases(listed(*parcels(11, 12, 13), fold=False)) == {"today": [11, 12, 13]}


def test_duties_of_others_are_listed() -> None:
    assert cases(listed(*(line(n, 5, "none", owner="buyer", kind="delivery") for n in (1, 2, 3)))) == {
        "today": [1, 2, 3]
    }


def test_one_line_a_case_its_most_urgent_duty() -> None:
    found = listed(line(1, 30, "right", duty="appeal"), line(1, 5), line(1, 40, "standing", duty="answer-message"))
    assert [(one.action.case, one.action.duty) for one in found.lines] == [(1, "respond")]


def test_within_a_section_by_time_then_stake_then_amount() -> None:
    same = [
        line(1, 5, "standing", duty="refund"),
        line(2, 5, "right", duty="appeal"),
        line(3, 5, money=Money(100, "GBP")),
        line(4, 5, money=Money(900, "GBP")),
        line(5, 4, "standing", duty="refund"),
    ]
    assert cases(listed(*same)) == {"today": [5, 4, 3, 2, 1]}


def test_what_is_recorded_is_a_mark_or_a_group() -> None:
    found = listed(line(1, 5), line(1, 3, confirmed=False), line(2, 3, confirmed=False))
    assert [(one.action.case, one.recorded) for one in found.lines] == [(1, True)]
    assert groups(found) == {"unconfirmed": [2]}


def test_what_is_snoozed_is_counted_with_the_day_it_comes_back() -> None:
    back = NOW + timedelta(hours=3)
    (group,) = listed(line(1, 30, snoozed=back)).groups
    assert (group.name, group.first) == ("snoozed", back)


def test_a_limit_cuts_cases_and_the_counts_stay() -> None:
    found = listed(line(1, 1), line(2, 2), line(3, 3), limit=1)
    assert (cases(found), found.cut, len(found.every)) == ({"today": [1]}, 2, 3)


def test_a_shared_office_splits_the_day_at_its_closing() -> None:
    """Closing at 10:00 UTC: act by 9:30 is before it, due at 10:30 after it, and so is what is due tomorrow."""
    closing = Boundary(NOW + timedelta(hours=1), closes=True)
    early = line(1, 20, act_by=NOW + timedelta(minutes=30))
    found = listed(line(4, -1), early, line(2, 1.5), line(3, 26), boundary=closing)
    assert cases(found) == {"overdue": [4], "before": [1], "after": [2], "soon": [3]}


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


def before(*numbers: int, stake: str = "money", duty: str = "respond") -> list[Action]:
    """Lines that were due a day ago, before the first import."""
    return [line(n, -24 - n, stake, duty=duty)._replace(before_import=True) for n in numbers]


def test_what_had_passed_before_the_first_import_is_one_line_where_it_is_more_than_five() -> None:
    assert cases(listed(*before(1, 2, 3, 4, 5)))["overdue"] == [5, 4, 3, 2, 1]
    found = listed(line(9, -1), *before(1, 2, 3, 4), *before(5, 6, stake="right", duty="appeal"))
    assert cases(found) == {"overdue": [9]}
    assert groups(found) == {"before-import": [6, 5, 4, 3, 2, 1]}
    assert found.groups[0].last == NOW - timedelta(hours=25)
    assert groups(listed(*before(1, 2, 3, 4, 5, 6), fold=False)) == {}


def test_what_is_owed_since_before_the_first_import_stays_listed() -> None:
    found = listed(*before(1, 2, 3, 4, 5, 6, stake="standing", duty="refund"))
    assert cases(found) == {"overdue": [6, 5, 4, 3, 2, 1]}
