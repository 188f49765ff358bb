"""The explanation of a deadline, step by step, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.model import Event
from aftersales.core.clocks.running_clock import Extended, Pause, Running
from aftersales.core.rules.policy import YOUR_CONFIGURATION, Overlay, Term
from aftersales.core.time import pauses
from aftersales.core.time.calendar import DAY_NAMES
from aftersales.core.time.length import day_counted_for, local_time


def explain(clock: Running, zone: ZoneInfo, stamped: datetime | None = None) -> list[str]:
    """The steps from the starting event to the deadline, one sentence each, in the zone's local time; `stamped` is the
    platform's own deadline, where it gave one.
    """
    return list(_steps(clock, zone, stamped))


def _steps(clock: Running, zone: ZoneInfo, stamped: datetime | None) -> Iterator[str]:
    rule, term, event = clock.rule, clock.chosen.term, clock.event
    yield f"Started by {event.name}: {text.moment(clock.start.astimezone(zone))}{_known_from(event)}."
    if event.inferred and event.earliest is not None:
        used = "early" if clock.start == event.earliest else "late"
        yield (
            f"The data do not say when; it was between {text.moment(event.earliest.astimezone(zone))} and "
            f"{text.moment(event.at.astimezone(zone))}: the {used} end is used."
        )
    plain = clock.chosen.base[0] if clock.chosen.base else term
    yield f"Term: {plain.length}{_in_force(plain)}{f' ({clock.chosen.reason})' if clock.chosen.reason else ''}."
    yield from _overlays(clock, zone)
    if clock.zone.key != zone.key:
        yield f"Counted on the wall clock of {clock.zone.key}."
    yield from _count(clock)
    yield from _closing(clock)
    changes: list[Extended | Pause] = [*clock.extended, *clock.pauses]
    for change in sorted(changes, key=_when):
        yield _pause(clock, change, zone) if isinstance(change, Pause) else _extension(change, zone)
    if clock.paused:
        yield "The clock stands still; the deadline below is the one before the pause."
    yield f"{'By the rule:' if stamped else 'Due'} {text.moment(clock.due.astimezone(zone))}."
    if clock.deadline.in_business_days and (
        doubt := clock.calendar.uncertainty(clock.due.astimezone(clock.zone).date())
    ):
        yield f"Mind: {doubt}."
    if clock.deadline.in_business_days and clock.calendar.unverified:
        yield f"Mind: {clock.calendar.unverified}."
    if stamped is not None:
        yield _held(stamped, clock.due, zone)
    yield from (note for note in (term.note, rule.note) if note)


def _in_force(term: Term) -> str:
    """The dates of a term that has some: the first day on which it holds, and the first on which no longer."""
    parts = [f"since {text.day(term.since)}"] if term.since else []
    parts += [f"until {text.day(term.until)}, that day not included"] if term.until else []
    return f", in force {' '.join(parts)}" if parts else ""


def _held(stamped: datetime, computed: datetime, zone: ZoneInfo) -> str:
    """That the platform's deadline counts, and how far it is from the rule's."""
    drift = int((stamped - computed).total_seconds())
    apart = f"{text.span(drift)} {'later' if drift > 0 else 'earlier'}" if drift else "the same"
    return f"The platform's own deadline holds: {text.moment(stamped.astimezone(zone))} ({apart})."


_SILENCES = {
    "return.deemed-delivered": "receipt was not confirmed",
    "tracking.stale": "no news of the parcel",
    "delivery.late": "it did not arrive by the promised day",
}


def _known_from(event: Event) -> str:
    if event.source == "silence":
        return f" (by silence: {_SILENCES.get(event.name, 'nobody acted')})"
    return f" ({text.plain(event.origin)})" if event.origin else ""


def overlay_text(overlay: Overlay) -> str:
    """An overlay in words: its name, its days, and where that was read."""
    last = overlay.until - timedelta(days=1)
    dated = f", {overlay.dated.isoformat()}" if overlay.dated else ""
    sure = "" if overlay.source == YOUR_CONFIGURATION else f"; confidence {overlay.confidence}"
    return (
        f"{text.plain(overlay.name)} (for starts from {text.day(overlay.since)} to {text.day(last)}; "
        f"{text.plain(overlay.source)}{dated}{sure})"
    )


def _overlays(clock: Running, zone: ZoneInfo) -> Iterator[str]:
    for n, considered in enumerate(clock.chosen.overlays):
        due = text.moment(considered.deadline.due.astimezone(zone))
        if n == 0 and clock.chosen.base is not None:
            more = (
                f"{considered.overlay.plus} more" if considered.overlay.plus else f"{considered.overlay.length} instead"
            )
            yield f"Longer by {overlay_text(considered.overlay)}: {more}."
        else:
            yield f"{overlay_text(considered.overlay)} gives {due}, which is no later: it does not count."


def _count(clock: Running) -> Iterator[str]:
    term, local = clock.chosen.term, local_time(clock.start, clock.zone)
    unit = term.length.unit
    if unit == "hours":
        yield f"{term.length} of elapsed time, nights and closed days included."
        return
    first = _short(local)
    closed = clock.calendar.why_closed(local.date()) if unit == "business days" else None
    if term.cut_off is not None:
        day = day_counted_for(local, unit, clock.calendar, term.cut_off)
        counts = "is day 1" if term.cut_off.same_day else "is not counted"
        cut_off = f"the cut-off at {term.cut_off.at:%H:%M}"
        if day == local.date():
            yield f"{first}: before {cut_off}, so the day of the event {counts}."
        else:
            why = f"closed: {closed}" if closed else f"{cut_off} had passed"
            yield f"{first}: {why}, so it belongs to {_short(day)}, which {counts}."
    elif unit == "business days":
        yield f"{first}: the day of the event is not counted" + (f" (closed: {closed})." if closed else ".")
    if unit != "business days":
        same = "" if term.ends is not None else ", at the same local time"
        yield f"{term.length} on the wall clock of {clock.zone.key}{same}."
    for step in clock.chosen.deadline.counted_days:
        opened = clock.calendar.opened.get(step.day) if step.number else None
        your_own = f" ({opened}, but open by your configuration)" if opened else ""
        counted = f"skipped, {step.skipped}" if step.skipped else f"business day {step.number}{your_own}"
        yield f"{_short(step.day)}: {counted}."
    extra = clock.chosen.overlays[0].overlay.plus if clock.chosen.base else None
    if extra is not None and extra.unit != unit:
        yield f"{extra} more, counted from there."


def _closing(clock: Running) -> Iterator[str]:
    term, deadline = clock.chosen.term, clock.chosen.deadline
    if term.ends is None:
        return
    if term.ends.weekday is not None:
        day, sooner = DAY_NAMES[term.ends.weekday], deadline.due < _led_to(clock)
        yield f"It ends at {term.ends.at:%H:%M:%S} of the first {day} from that day on{', which is sooner' * sooner}."
    elif local_time(deadline.due, clock.zone).date() > deadline.end_local(clock.zone).date() and not clock.chosen.base:
        yield f"It ends at the next {term.ends.at:%H:%M:%S}: that of its last day comes before the start."
    else:
        yield f"It ends at {term.ends.at:%H:%M:%S} of that day."


def _led_to(clock: Running) -> datetime:
    """The instant (UTC) at which a term would end without its closing hour."""
    return clock.chosen.deadline.end_utc(clock.zone)


def _when(change: Extended | Pause) -> datetime:
    return change.since if isinstance(change, Pause) else change.event.at


def _extension(change: Extended, zone: ZoneInfo) -> str:
    when = text.moment(change.event.at.astimezone(zone))
    if change.refused:
        return f"The extension of {when} counts for nothing: {change.refused}."
    return f"Extended {when} by {change.length}, counted from the original deadline."


def _pause(clock: Running, pause: Pause, zone: ZoneInfo) -> str:
    began = f"Paused {text.moment(pause.since.astimezone(zone))} ({pause.happening.event.name})"
    if pause.until is None:
        return began + ("." if clock.paused else ", and not resumed before it was stopped.")
    most = clock.rule.pauses.most if clock.rule.pauses else None
    by = pause.resumed.name if pause.resumed else f"a pause lasts {most} at most"
    stays = pause.after.due == pause.before.due
    so = "the deadline stays" if stays else f"the deadline moves to {text.moment(pause.after.due.astimezone(zone))}"
    return f"{began}, on again {text.moment(pause.until.astimezone(zone))} ({by}): {_cost(clock, pause)}, so {so}."


def _cost(clock: Running, pause: Pause) -> str:
    """How much of the term's own unit a pause took."""
    unit, until = clock.chosen.term.length.unit, pause.until or pause.since
    if unit == "hours":
        return f"{text.span(int((until - pause.since).total_seconds()))} of elapsed time"
    first, last = local_time(pause.since, clock.zone), local_time(until, clock.zone)
    if unit != "business days":
        return f"{text.span(int((last - first).total_seconds()))} on the wall clock"
    return f"{text.span(int(pauses.open_time(first, last, clock.calendar).total_seconds()))} of business days"


def _short(when: date) -> str:
    return text.day(when).rpartition(" ")[0]
