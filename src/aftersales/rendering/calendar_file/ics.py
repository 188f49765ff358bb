"""Calendar files, written and read."""

# What keeps calendars apart: Google ignores VTODO and what ends where it begins, Outlook takes the zones of others for
# its own, some show an entry that goes past midnight on two days. So each deadline is a VEVENT in UTC that ends with
# the deadline (DTEND is exclusive) and lasts a quarter of an hour.

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from aftersales.errors import AftersalesError
from aftersales.rendering.calendar_file.entry import CalendarEntry, Revision
from aftersales.rendering.calendar_file.identity import OURS
from aftersales.rendering.calendar_file.revisions import NO_CALENDAR, FormerCalendar, RevisedCalendar

if TYPE_CHECKING:
    from icalendar import Calendar, Component, Event

LENGTH = timedelta(minutes=15)
_PRODUCT = "-//aftersales//deadlines//EN"
_NEXT_SEQUENCE = "X-AFTERSALES-NEXT-SEQUENCE"
_REFRESH = timedelta(hours=1)


class NoCalendar(AftersalesError):
    """A file that is not a calendar of this program's. str() says what it is."""


def calendar_text(calendar: RevisedCalendar, title: str, about: str) -> str:
    """The text of a calendar file, its lines ended as RFC 5545 has it. The same values give the same text."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", title)  # NAME is the standard's; most calendars read only this one
    made.add("name", title)
    if about:
        made.add("x-wr-caldesc", about)
        made.add("description", about)
    made.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")  # the same for Outlook
    if calendar.next_sequence:
        made.add(_NEXT_SEQUENCE, str(calendar.next_sequence))
    for revision in calendar.revisions:
        made.add_component(_event(revision))
    for other in calendar.others:
        made.add_component(other)
    return str(made.to_ical(), "utf-8")


def former_calendar(text: str) -> FormerCalendar:
    """What a calendar file has. An entry that can't be read is one to be written anew, above its SEQUENCE. Raises
    NoCalendar.
    """
    from icalendar import Calendar

    if not text.strip():
        return NO_CALENDAR
    try:
        calendar = Calendar.from_ical(text)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        raise NoCalendar from None
    if calendar.name != "VCALENDAR" or str(calendar.get("PRODID", "")) != _PRODUCT:
        raise NoCalendar
    return _former(calendar)


def _former(calendar: Calendar) -> FormerCalendar:
    revisions: dict[str, Revision] = {}
    sequences: dict[str, int] = {}
    others: list[Component] = []
    for component in calendar.subcomponents:
        uid = str(component.get("UID", ""))
        if component.name != "VEVENT" or not uid.endswith(OURS):
            others.append(component)
            continue
        sequence = _number(component.get("SEQUENCE"))
        try:
            revisions[uid] = _revision(uid, sequence, component)
        except (ValueError, KeyError, TypeError, AttributeError):
            sequences[uid] = max(sequence, sequences.get(uid, 0))
    return FormerCalendar(revisions, _number(calendar.get(_NEXT_SEQUENCE)), sequences, others)


def _number(value: Any) -> int:
    digits = str(value)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


# --- One entry --------------------------------------------------------------------------------------


def _event(revision: Revision) -> Event:
    from icalendar import Event

    entry = revision.entry
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", revision.sequence)
    event.add("dtstamp", revision.modified.astimezone(UTC))
    event.add("last-modified", revision.modified.astimezone(UTC))
    event.add("dtstart", entry.due.astimezone(UTC) - LENGTH)
    event.add("dtend", entry.due.astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("description", entry.details)
    event.add("categories", [entry.shop])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if revision.cancelled else "CONFIRMED")
    if entry.address:
        event.add("url", entry.address)
    for alarm in _alarm_components(entry):
        event.add_component(alarm)
    return event


def _alarm_components(entry: CalendarEntry) -> Iterator[Component]:
    from icalendar import Alarm

    for before in entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.summary)
        alarm.add("trigger", LENGTH - before)  # from the start of the entry: not every calendar counts from its end
        yield alarm


def _revision(uid: str, sequence: int, event: Any) -> Revision:
    """The revision that an event tells. Raises ValueError, KeyError, TypeError or AttributeError where it lacks what
    every event of ours has.
    """
    alarms = [LENGTH - alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    entry = CalendarEntry(
        uid=uid,
        due=_instant(event["DTEND"].dt),
        summary=str(event["SUMMARY"]),
        details=str(event.get("DESCRIPTION", "")),
        shop=str(event["CATEGORIES"].cats[0]),
        address=str(event.get("URL", "")),
        alarms=alarms,
    )
    return Revision(entry, sequence, _instant(event["LAST-MODIFIED"].dt), str(event.get("STATUS")) == "CANCELLED")


def _instant(value: Any) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError
    return value.astimezone(UTC)
