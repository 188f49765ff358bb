"""The coming days: working days, staff hours, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from aftersales.actions.calendar.walls import Wall
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.agenda import CaseLine
from aftersales.rendering.webpage.content import Closing, ComingDay, StaffShift

DAYS = 14
_DAY = timedelta(days=1)


def days_of(now: datetime, zone: tzinfo, walls: Sequence[Wall], lines: Sequence[CaseLine]) -> list[ComingDay]:
    """Today and the days after it in a zone. A case stands on the day by which it must be done: that of the last
    staffed moment where there is one, else of the deadline; or on the day on which it opens. What should have been done
    already and still can stands on today.
    """
    today = now.astimezone(zone).date()
    by_day: dict[date, list[CaseLine]] = {}
    for line in lines:
        if line.action.band != "overdue":
            by_day.setdefault(max(today, due_day(line, zone)), []).append(line)
    return [_day(today + _DAY * n, zone, walls, by_day.get(today + _DAY * n, [])) for n in range(DAYS)]


def due_day(line: CaseLine, zone: tzinfo) -> date:
    """The day of a zone on which a case must be done, or opens."""
    return urgency.deciding(line.action).astimezone(zone).date()


def _day(when: date, zone: tzinfo, walls: Sequence[Wall], lines: Sequence[CaseLine]) -> ComingDay:
    begins, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (when, when + _DAY))
    reasons: dict[tuple[str, bool], list[str]] = {}
    for wall in walls:
        if reason := wall.days.why_closed(when):
            reasons.setdefault((reason, when not in wall.days.holidays), []).append(wall.market)
    off = [
        reason for wall in walls if wall.days.why_closed(when) is None and (reason := wall.why_off(when)) is not None
    ]
    return ComingDay(
        date=when,
        begins=begins,
        ends=ends,
        is_closed=bool(walls) and all(wall.days.why_closed(when) for wall in walls),
        closings=[Closing(list(dict.fromkeys(m)), reason, weekly) for (reason, weekly), m in reasons.items()],
        shifts=_shifts(walls, when, begins, ends),
        off=list(dict.fromkeys(off)),
        lines=lines,
    )


def _shifts(walls: Sequence[Wall], when: date, begins: datetime, ends: datetime) -> list[StaffShift]:
    """The hours in which staff is in, each once; a night shift as far as it lies in the day."""
    shifts = [
        (max(opens, begins), min(closes, ends))
        for wall in walls
        if wall.staff is not None
        for day in (when - _DAY, when, when + _DAY)
        for opens, closes in wall.staff.shifts(day)
    ]
    return [StaffShift(opens, closes) for opens, closes in sorted(set(shifts)) if opens < closes]
