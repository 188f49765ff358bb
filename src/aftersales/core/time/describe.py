"""Counted days and working weekdays in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from aftersales import text
from aftersales.core.time.calendar import Calendar, reason_text, weekdays_text
from aftersales.core.time.length import CutOff, Deadline, day_counted_for
from aftersales.language import tr


def weekdays_source(calendar: Calendar) -> Iterator[str]:
    """The working weekdays, where they were read, and what is noted there."""
    source = calendar.weekdays_source
    if source is None:
        return
    weekdays = weekdays_text(calendar.closed_weekdays)
    yield tr("Working weekdays: {weekdays} ({source}).", weekdays=weekdays, source=text.plain(source.summary()))
    if source.note:
        yield text.plain(source.note)


def cut_off_text(local: datetime, unit: str, calendar: Calendar, cut_off: CutOff) -> str:
    """Whether an event at a naive local time came before the cut-off, and which day counts because of it."""
    closed = calendar.why_closed(local.date()) if unit == "business days" else None
    counted_for = day_counted_for(local, unit, calendar, cut_off)
    day, other = text.short_day(local), text.short_day(counted_for)
    if counted_for == local.date():
        return (
            tr("{day}: before the cut-off at {at:%H:%M}, so the day of the event is day 1.", day=day, at=cut_off.at)
            if cut_off.same_day
            else tr(
                "{day}: before the cut-off at {at:%H:%M}, so the day of the event is not counted.",
                day=day,
                at=cut_off.at,
            )
        )
    if closed:
        return _after_closed_day(day, other, closed, same_day=cut_off.same_day)
    return (
        tr(
            "{day}: after the cut-off at {at:%H:%M}, so it belongs to {other}, which is day 1.",
            day=day,
            at=cut_off.at,
            other=other,
        )
        if cut_off.same_day
        else tr(
            "{day}: after the cut-off at {at:%H:%M}, so it belongs to {other}, which is not counted.",
            day=day,
            at=cut_off.at,
            other=other,
        )
    )


def _after_closed_day(day: str, other: str, closed: str, *, same_day: bool) -> str:
    """That an event on a closed day belongs to the next open one."""
    if same_day:
        return tr(
            "{day}: closed ({closed}), so it belongs to {other}, which is day 1.",
            day=day,
            closed=reason_text(closed),
            other=other,
        )
    return tr(
        "{day}: closed ({closed}), so it belongs to {other}, which is not counted.",
        day=day,
        closed=reason_text(closed),
        other=other,
    )


def counted_days(calendar: Calendar, deadline: Deadline) -> Iterator[str]:
    """Each day from the event on: skipped, or the business day with its number."""
    for step in deadline.counted_days:
        day, opened = text.short_day(step.day), calendar.opened.get(step.day) if step.number else None
        if step.skipped:
            yield tr("{day}: skipped, {reason}.", day=day, reason=reason_text(step.skipped))
        elif unsure := calendar.why_unsure(step.day):
            yield tr(
                "{day}: business day {number} (may be closed: {reason}).",
                day=day,
                number=step.number,
                reason=reason_text(unsure),
            )
        elif opened:
            yield tr(
                "{day}: business day {number} ({holiday}, but open by your configuration).",
                day=day,
                number=step.number,
                holiday=reason_text(opened),
            )
        else:
            yield tr("{day}: business day {number}.", day=day, number=step.number)
