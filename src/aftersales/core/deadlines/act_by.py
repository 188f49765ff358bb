"""The last staffed moment before a deadline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from aftersales import text
from aftersales.core.clocks.clock import Clock
from aftersales.core.deadlines.urgency import out_of_hours
from aftersales.core.time.calendar import WEEKDAYS, reason_text, weekdays_text
from aftersales.core.time.staff import DAY, StaffCalendar
from aftersales.language import tr


def act_by(clock: Clock, staff: StaffCalendar) -> datetime | None:
    """The last instant (UTC) at which the seller's staff can act on a clock in time; None for others' clocks, and where
    nobody is in between its opening and its deadline: before the opening nothing can be done.
    """
    if clock.owner != "seller":
        return None
    last = staff.last_moment(clock.due)
    return None if clock.opens_at is not None and last < clock.opens_at else last


def with_act_by(clocks: Iterable[Clock], staff: StaffCalendar | None) -> tuple[Clock, ...]:
    """The clocks with the last staffed moment before each of the seller's deadlines, where a staff calendar is set."""
    return tuple(clocks if staff is None else (c._replace(act_by=act_by(c, staff)) for c in clocks))


def why(clock: Clock, staff: StaffCalendar) -> Iterator[str]:
    """From the deadline back to the last staffed moment, one sentence each, in the staff's local time."""
    if clock.act_by is None:
        return
    due, last = clock.due.astimezone(staff.zone), clock.act_by.astimezone(staff.zone)
    yield tr("Staff: {hours}.", hours=_staff_text(staff))
    if clock.act_by == clock.due:
        yield tr("The deadline is {due}, within staffed hours: act by then.", due=text.placed(due))
    else:
        yield tr("The deadline is {due}.", due=text.placed(due))
        yield from _closed(staff, last.date(), due.date())
        if staff.why_closed(due.date()) is None and last.date() < due.date():
            yield tr("{day}: nobody is in yet at {due:%H:%M}.", day=text.short_day(due.date()), due=due)
        yield tr("Last staffed moment before it: {last}.", last=text.placed(last))
    if last.date() in staff.calendar.worked and last.weekday() in staff.calendar.closed_weekdays:
        yield tr(
            "{day} is a make-up working day ({calendar}).",
            day=text.short_day(last.date()),
            calendar=tr(staff.calendar.name),
        )
    if out_of_hours(clock.started_at, clock.act_by):
        yield tr(
            "The clock started {start}: nobody is in before it ends.",
            start=text.placed(clock.started_at.astimezone(staff.zone)),
        )
    if doubt := staff.calendar.uncertainty(due.date()):
        yield tr(
            "Note: {calendar}: {doubt}. Put the days off that you know of into days_off.",
            calendar=tr(staff.calendar.name),
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
    span = (
        text.short_day(first)
        if first == final
        else tr("{first} to {last}", first=text.short_day(first), last=text.short_day(final))
    )
    yield tr("{days}: closed ({reasons}).", days=span, reasons=text.listed(map(reason_text, names)))


def _staff_text(staff: StaffCalendar) -> str:
    """`Mon to Fri, 09:00-18:00, Asia/Shanghai; closed on Chinese public holidays`."""
    days = weekdays_text(staff.calendar.closed_weekdays, [day.capitalize() for day in WEEKDAYS])
    hours = text.together(staff.hours)
    times = text.enumerated([days, hours, staff.zone.key])
    return tr("{times}; closed on {name}", times=times, name=tr(staff.calendar.name)) if staff.calendar.name else times
