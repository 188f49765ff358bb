"""The last staffed moment before a deadline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from aftersales import text
from aftersales.core.clocks.clock import Clock
from aftersales.core.deadlines.urgency import out_of_hours
from aftersales.core.time.calendar import WEEKDAYS
from aftersales.core.time.staff import DAY, StaffCalendar
from aftersales.language import tr


def act_by(clock: Clock, staff: StaffCalendar) -> datetime | None:
    """The last instant (UTC) at which the seller's staff can act on a clock in time; None for others' clocks."""
    return staff.last_moment(clock.due) if clock.owner == "seller" else None


def with_act_by(clocks: Iterable[Clock], staff: StaffCalendar | None) -> tuple[Clock, ...]:
    """The clocks with the last staffed moment before each of the seller's deadlines, where a staff calendar is set."""
    return tuple(clocks if staff is None else (c._replace(act_by=act_by(c, staff)) for c in clocks))


def why(clock: Clock, staff: StaffCalendar) -> Iterator[str]:
    """From the deadline back to the last staffed moment, one sentence each, in the staff's local time."""
    if clock.act_by is None:
        return
    due, last = clock.due.astimezone(staff.zone), clock.act_by.astimezone(staff.zone)
    yield f"Staff: {_staff_text(staff)}."
    if clock.act_by == clock.due:
        yield tr("The deadline is {placed}, when somebody is in: act by then.", placed=text.placed(due))
    else:
        yield tr("The deadline is {placed}.", placed=text.placed(due))
        yield from _closed(staff, last.date(), due.date())
        if staff.why_closed(due.date()) is None and last.date() < due.date():
            yield tr("{short}: nobody is in yet at {due:%H:%M}.", short=_short(due.date()), due=due)
        yield tr("Last staffed moment before it: {placed}.", placed=text.placed(last))
    if last.date() in staff.calendar.worked and last.weekday() in staff.calendar.closed_weekdays:
        yield tr(
            "{short} is worked in place of a holiday ({name}).", short=_short(last.date()), name=staff.calendar.name
        )
    if out_of_hours(clock.started_at, clock.act_by):
        yield tr(
            "The clock started {placed}: nobody is in before it ends.",
            placed=text.placed(clock.started_at.astimezone(staff.zone)),
        )
    if doubt := staff.calendar.uncertainty(due.date()):
        yield tr(
            "Mind: {name}: {doubt}. Put the days off that you know of into days_off.",
            name=staff.calendar.name,
            doubt=doubt,
        )


def _closed(staff: StaffCalendar, last: date, due: date) -> Iterator[str]:
    """The closed days since somebody was in last, up to that of the deadline."""
    days = [last + n * DAY for n in range((due - last).days + 1)]
    reasons = {day: reason for day in days if (reason := staff.why_closed(day)) is not None}
    if not reasons:
        return
    first, final = min(reasons), max(reasons)
    names = dict.fromkeys(reason.partition(" (")[0] for reason in reasons.values())
    span = _short(first) if first == final else f"{_short(first)} to {_short(final)}"
    yield f"{span}: closed ({', '.join(names)})."


def _staff_text(staff: StaffCalendar) -> str:
    """`Mon to Fri, 09:00-18:00, Asia/Shanghai; closed on Chinese public holidays`."""
    open_days = [n for n in range(7) if n not in staff.calendar.closed_weekdays]
    names = [WEEKDAYS[n].capitalize() for n in open_days]
    in_a_row = len(names) > 2 and open_days[-1] - open_days[0] == len(names) - 1
    days = f"{names[0]} to {names[-1]}" if in_a_row else ", ".join(names)
    hours = " and ".join(map(str, staff.hours))
    closed = tr("; closed on {name}", name=staff.calendar.name) if staff.calendar.name else ""
    return f"{days}, {hours}, {staff.zone.key}{closed}"


def _short(day: date) -> str:
    return text.day(day).rpartition(" ")[0]
