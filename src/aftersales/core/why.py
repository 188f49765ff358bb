"""Decides how a deadline is explained, step by step, in words a seller can check; leaves layout to the renderers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.calendar import Calendar, Deadline
from aftersales.core.model import Event
from aftersales.core.policy import Rule, Term


class Reason(NamedTuple):
    """What went into a computed deadline. `start` may be the early end of an inferred event's interval."""

    rule: Rule
    term: Term
    event: Event
    start: datetime
    deadline: Deadline
    chosen: str
    extended: tuple[Event, ...]
    due: datetime


def explain(reason: Reason, zone: ZoneInfo, calendar: Calendar) -> list[str]:
    """The steps from the starting event to the deadline, one sentence each, in the zone's local time."""
    return list(_steps(reason, zone, calendar))


def _steps(reason: Reason, zone: ZoneInfo, calendar: Calendar) -> Iterator[str]:
    rule, term, event = reason.rule, reason.term, reason.event
    yield f"Started by {event.name}: {text.moment(reason.start.astimezone(zone))}{_known_from(event)}."
    if event.inferred and event.earliest is not None:
        used = "early" if reason.start == event.earliest else "late"
        yield (
            f"The data do not say when; it was between {text.moment(event.earliest.astimezone(zone))} and "
            f"{text.moment(event.at.astimezone(zone))}: the {used} end is used."
        )
    since = f", in force since {text.day(term.since)}" if term.since else ""
    yield f"Term: {term.length}{since}{f' ({reason.chosen})' if reason.chosen else ''}."
    yield from _count(reason, zone, calendar)
    if term.ends is not None:
        yield f"It ends at {term.ends:%H:%M:%S} of that day."
    for extended in reason.extended:
        length = rule.extension.length if rule.extension else term.length
        yield (
            f"Extended {text.moment(extended.at.astimezone(zone))} by "
            f"{length._replace(number=int(extended.data.get('days') or length.number))}, "
            "counted from the original deadline."
        )
    yield f"Due {text.moment(reason.due.astimezone(zone))}."
    if term.length.unit == "business days" and (doubt := calendar.doubt(reason.due.astimezone(zone).date())):
        yield f"Mind: {doubt}."
    yield from (note for note in (term.note, rule.note) if note)


_SILENCES = {
    "return.deemed-delivered": "receipt was not confirmed",
    "tracking.stale": "no news of the parcel",
    "delivery.late": "it did not arrive by the promised day",
}


def _known_from(event: Event) -> str:
    if event.source == "silence":
        return f" (by silence: {_SILENCES.get(event.name, 'nobody acted')})"
    return f" ({text.plain(event.origin)})" if event.origin else ""


def _count(reason: Reason, zone: ZoneInfo, calendar: Calendar) -> Iterator[str]:
    unit = reason.term.length.unit
    if unit == "hours":
        yield f"{reason.term.length} of elapsed time, nights and closed days included."
    elif unit in ("days", "weeks"):
        same = "" if reason.term.ends is not None else ", at the same local time"
        yield f"{reason.term.length} on the wall clock of {zone.key}{same}."
    else:
        first = reason.start.astimezone(zone)
        closed = calendar.why_closed(first.date())
        yield f"{_short(first)}: the day of the event is not counted" + (f" (closed: {closed})." if closed else ".")
        for step in reason.deadline.steps:
            day = _short(step.day)
            yield f"{day}: skipped, {step.skipped}." if step.skipped else f"{day}: business day {step.number}."


def _short(when: date) -> str:
    return text.day(when).rpartition(" ")[0]
