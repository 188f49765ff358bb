"""On which of the coming days a case stands, and when staff is in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.actions.calendar.walls import Wall
from aftersales.actions.page import coming_days
from aftersales.core.deadlines.agenda import CaseLine
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.staff import StaffCalendar
from aftersales.core.time.staff_table import Shift
from unit.rendering.build import LONDON, NOW, action

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKENDS = Calendar("", frozenset({5, 6}), known=True)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def line(due: str, **more: Any) -> CaseLine:
    return CaseLine(action(1, due, **more))


def where(*lines: CaseLine) -> dict[str, int]:
    days = coming_days.days_of(NOW, LONDON, [], lines)
    assert [day.date.day for day in days] == [24, 25, 26, 27, 28, 29, 30, 1, 2, 3, 4, 5, 6, 7]
    return {day.date.isoformat(): len(day.lines) for day in days if day.lines}


def test_a_case_stands_on_the_day_by_which_somebody_must_act() -> None:
    friday = utc("2026-11-27T18:00:00")
    assert where(line("2026-11-26T16:02:00")) == {"2026-11-26": 1}
    assert where(line("2026-11-29T16:02:00", act_by=friday)) == {"2026-11-27": 1}
    assert where(line("2026-11-29T16:02:00", act_by=utc("2026-11-20T18:00:00"))) == {"2026-11-24": 1}  # now or never
    assert where(line("2026-12-10T16:02:00", opens=utc("2026-11-30T09:00:00"))) == {"2026-11-30": 1}


def test_what_is_overdue_or_far_ahead_stands_on_no_day() -> None:
    assert where(line("2026-11-24T08:59:00"), line("2026-12-08T00:00:00")) == {}


def test_night_shifts_lie_on_both_days_and_equal_hours_once() -> None:
    """Shanghai's 18:00 to 02:00 is 10:00 to 18:00 in London; London's own night shift goes over midnight."""
    night = StaffCalendar(LONDON, (Shift(22 * 60, 30 * 60),), WEEKENDS)
    walls = [
        Wall("GB", LONDON, WEEKENDS, ("a",), night),
        Wall("GB", LONDON, WEEKENDS, ("b",), night),
        Wall("CN", SHANGHAI, WEEKENDS, ("c",), StaffCalendar(SHANGHAI, (Shift(18 * 60, 26 * 60),), WEEKENDS)),
    ]
    day = coming_days.days_of(NOW, LONDON, walls, [])[1]
    assert [(shift.opens.hour, shift.closes.hour) for shift in day.shifts] == [(0, 6), (10, 18), (22, 0)]


def test_where_a_day_is_closed_and_who_is_off() -> None:
    holiday = Calendar("", frozenset({5, 6}), {date(2026, 11, 26): "Thanksgiving Day"}, known=True)
    staff = StaffCalendar(LONDON, (Shift(540, 1080),), WEEKENDS, ((date(2026, 11, 25), date(2026, 11, 26)),))
    walls = [Wall("US", LONDON, holiday, ("a",), staff), Wall("GB", LONDON, WEEKENDS, ("b",), staff)]
    _, wednesday, thursday, friday, saturday, *_ = coming_days.days_of(NOW, LONDON, walls, [])
    assert (wednesday.closings, wednesday.off) == ([], ["own day off"])
    assert thursday.closings == [coming_days.Closing(["US"], "Thanksgiving Day", False)]
    assert not thursday.is_closed
    assert (friday.closings, friday.off, len(friday.shifts)) == ([], [], 1)
    assert saturday.is_closed
    assert saturday.closings == [coming_days.Closing(["US", "GB"], "Saturday", True)]
