"""The explanation of a deadline, step by step, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.clocks.running_clock import Extended, Pause, Running
from aftersales.core.rules.policy import YOUR_CONFIGURATION, Overlay
from aftersales.core.time import describe, pauses
from aftersales.core.time.calendar import weekday_text
from aftersales.core.time.length import length_words, local_time
from aftersales.core.vocabulary import event_text, origin_text
from aftersales.language import mark, tr
from aftersales.toml.reader import confidence_text


def explain(clock: Running, zone: ZoneInfo, stamped: datetime | None = None) -> list[str]:
    """The steps from the starting event to the deadline, one sentence each, in the zone's local time; `stamped` is the
    platform's own deadline, where it gave one.
    """
    return list(_steps(clock, zone, stamped))


def _steps(clock: Running, zone: ZoneInfo, stamped: datetime | None) -> Iterator[str]:
    yield from _start(clock, zone)
    yield _term_text(clock)
    yield from _overlays(clock, zone)
    if clock.zone.key != zone.key:
        yield tr("Counted in the local time of {zone}.", zone=clock.zone.key)
    yield from _opening(clock, zone)
    yield from _count(clock)
    yield from _closing(clock)
    changes: list[Extended | Pause] = [*clock.extended, *clock.pauses]
    for change in sorted(changes, key=_when):
        yield _pause(clock, change, zone) if isinstance(change, Pause) else _extension(change, zone)
    if clock.paused:
        yield tr("The clock is paused; the deadline below is the one before the pause.")
    yield from _result(clock, zone, stamped)
    yield from (tr(note) for note in (clock.chosen.term.note, clock.rule.note) if note)


def _start(clock: Running, zone: ZoneInfo) -> Iterator[str]:
    """The event that starts the clock, and what is known of its instant."""
    event, moment = clock.event, text.moment(clock.start.astimezone(zone))
    name = event_text(event.name)
    if clock.rule.counted_from:
        yield _counted_from(clock, moment)
    elif event.source == "silence":
        reason = tr(_TIMEOUTS.get(event.name, _NO_ANSWER))
        yield tr("Started by “{event}”: {moment} (time ran out: {reason}).", event=name, moment=moment, reason=reason)
    elif event.origin:
        origin = text.plain(origin_text(event.origin))
        yield tr("Started by “{event}”: {moment} ({origin}).", event=name, moment=moment, origin=origin)
    else:
        yield tr("Started by “{event}”: {moment}.", event=name, moment=moment)
    if event.inferred and event.earliest is not None:
        earliest, latest = text.moment(event.earliest.astimezone(zone)), text.moment(event.at.astimezone(zone))
        yield (
            tr(
                "The exact time is unknown, between {earliest} and {latest}: the early end is used.",
                earliest=earliest,
                latest=latest,
            )
            if clock.start == event.earliest
            else tr(
                "The exact time is unknown, between {earliest} and {latest}: the late end is used.",
                earliest=earliest,
                latest=latest,
            )
        )


def _counted_from(clock: Running, moment: str) -> str:
    """From when a claim's clock is counted, and where that is known from."""
    name, basis = event_text(clock.event.name), clock.event.data.get("basis")
    what = tr("the last logistics status") if clock.rule.counted_from == "last-status" else tr("the ship date")
    if basis:
        return tr(
            "Started by “{event}”, counted from {what}: {moment} (“{basis}”).",
            event=name,
            what=what,
            moment=moment,
            basis=event_text(str(basis)),
        )
    return tr(
        "Started by “{event}”, counted from {what}: {moment} (as you gave it).", event=name, what=what, moment=moment
    )


def _term_text(clock: Running) -> str:
    """The rule's own term: its length, the dates on which it is in force, and why it was chosen."""
    term = clock.chosen.base[0] if clock.chosen.base else clock.chosen.term
    since, until = (text.day(day) if day else None for day in (term.since, term.until))
    length = length_words(term.whole_length)
    if since and until:
        length = tr(
            "{length}, in force since {since} until {until}, that day not included",
            length=length,
            since=since,
            until=until,
        )
    elif since:
        length = tr("{length}, in force since {since}", length=length, since=since)
    elif until:
        length = tr("{length}, in force until {until}, that day not included", length=length, until=until)
    if term.opens:
        length = (
            tr("{length} from the start; it opens {opens} after it", length=length, opens=length_words(term.opens))
            if term.from_start
            else tr("{length} from the opening, {opens} after the start", length=length, opens=length_words(term.opens))
        )
    if clock.chosen.reason:
        return tr("Term: {length} ({reason}).", length=length, reason=clock.chosen.reason)
    return tr("Term: {length}.", length=length)


def _result(clock: Running, zone: ZoneInfo, stamped: datetime | None) -> Iterator[str]:
    """The deadline, what the calendar does not know, and whether the platform's deadline counts instead."""
    due = text.moment(clock.due.astimezone(zone))
    yield tr("By the rule: {due}.", due=due) if stamped else tr("Due {due}.", due=due)
    if clock.deadline.in_business_days:
        yield from _doubts(clock)
    if stamped is not None:
        yield _held(stamped, clock.due, zone)


def _doubts(clock: Running) -> Iterator[str]:
    """What is not certain about a count of business days, and where the working weekdays were read."""
    days = clock.calendar
    doubts = (days.uncertainty(clock.due.astimezone(clock.zone).date()), days.unverified)
    yield from (tr("Note: {doubt}.", doubt=doubt) for doubt in doubts if doubt)
    yield from describe.weekdays_source(days)
    if clock.unsure_days:
        yield tr("A day that may be closed is counted. If it is closed, you have more time: this is the safe deadline.")


def _held(stamped: datetime, computed: datetime, zone: ZoneInfo) -> str:
    """That the platform's deadline counts, and how far it is from the rule's."""
    drift = int((stamped - computed).total_seconds())
    moment, span = text.moment(stamped.astimezone(zone)), text.span(drift)
    if not drift:
        return tr("The platform deadline counts: {moment} (the same).", moment=moment)
    if drift > 0:
        return tr("The platform deadline counts: {moment} ({span} later).", moment=moment, span=span)
    return tr("The platform deadline counts: {moment} ({span} earlier).", moment=moment, span=span)


_NO_ANSWER = mark("no answer")
_TIMEOUTS = {
    "return.deemed-delivered": mark("receipt was not confirmed"),
    "offer.lapsed": mark("the buyer did not answer the offer"),
    "tracking.stale": mark("no news of the parcel"),
    "delivery.late": mark("it did not arrive by the promised day"),
}


def overlay_text(overlay: Overlay) -> str:
    """An overlay in words: its name, its days, and where that was read."""
    source = text.plain(overlay.source)
    if overlay.dated:
        source += f", {overlay.dated.isoformat()}"
    if overlay.source != tr(YOUR_CONFIGURATION):
        source = tr("{source}; confidence {confidence}", source=source, confidence=confidence_text(overlay.confidence))
    return tr(
        "{name} (for starts from {first} to {last}; {source})",
        name=text.plain(overlay.name),
        first=text.day(overlay.since),
        last=text.day(overlay.until - timedelta(days=1)),
        source=source,
    )


def _overlays(clock: Running, zone: ZoneInfo) -> Iterator[str]:
    for n, considered in enumerate(clock.chosen.overlays):
        overlay = overlay_text(considered.overlay)
        if n or clock.chosen.base is None:
            due = text.moment(considered.deadline.due.astimezone(zone))
            yield tr("{overlay} gives {due}, which is not later: it does not count.", overlay=overlay, due=due)
        elif considered.overlay.plus:
            yield tr("Longer by {overlay}: {length} more.", overlay=overlay, length=considered.overlay.plus)
        else:
            yield tr("Longer by {overlay}: {length} instead.", overlay=overlay, length=considered.overlay.length)


def _opening(clock: Running, zone: ZoneInfo) -> Iterator[str]:
    """From the start to the opening, where the duty can't be done from the start."""
    opens, opening = clock.chosen.term.opens, clock.opening
    if opens is None or opening is None:
        return
    if opens.unit == "hours":
        yield tr("{length} of elapsed time, nights and closed days included.", length=length_words(opens))
    elif opens.unit == "business days":
        yield _start_day(clock, local_time(clock.start, clock.zone))
        yield from describe.counted_days(clock.calendar, opening)
    else:
        yield tr(
            "{length} in the local time of {zone}, at the same time of day.",
            length=length_words(opens),
            zone=clock.zone.key,
        )
    moment = text.moment(opening.due.astimezone(zone))
    if clock.chosen.term.from_start:
        yield tr("It opens {moment}: before that it can't be done.", moment=moment)
    else:
        yield tr("It opens {moment}: before that it can't be done; the rest is counted from there.", moment=moment)


def _start_day(clock: Running, local: datetime) -> str:
    """That the day from which business days are counted is not counted itself."""
    closed = clock.calendar.why_closed(local.date())
    if closed:
        return tr(
            "{day}: the day of the event is not counted (closed: {closed}).", day=text.short_day(local), closed=closed
        )
    return tr("{day}: the day of the event is not counted.", day=text.short_day(local))


def _count(clock: Running) -> Iterator[str]:
    term, local = clock.chosen.term, local_time(clock.counted_from, clock.zone)
    unit, length, zone = term.length.unit, term.length, clock.zone.key
    if term.lead is not None:
        yield tr(
            "First the handling time of the order, {lead}; the rest is counted from there.",
            lead=length_words(term.lead),
        )
    if unit == "hours":
        yield tr("{length} of elapsed time, nights and closed days included.", length=length_words(length))
        return
    if term.cut_off is not None:
        yield describe.cut_off_text(local_time(clock.start, clock.zone), unit, clock.calendar, term.cut_off)
    elif term.first_counts:
        yield tr("{day}: the day of the event is day 1.", day=text.short_day(local))
    elif unit == "business days":
        yield _start_day(clock, local)
    if unit != "business days" and term.ends is not None:
        yield tr("{length} in the local time of {zone}.", length=length_words(length), zone=zone)
    elif unit != "business days":
        yield tr(
            "{length} in the local time of {zone}, at the same time of day.", length=length_words(length), zone=zone
        )
    yield from describe.counted_days(clock.calendar, clock.chosen.deadline)
    extra = clock.chosen.overlays[0].overlay.plus if clock.chosen.base else None
    if extra is not None and extra.unit != unit:
        yield tr("{extra} more, counted from there.", extra=length_words(extra))


def _closing(clock: Running) -> Iterator[str]:
    term, deadline = clock.chosen.term, clock.chosen.deadline
    if term.ends is None:
        return
    if term.ends.weekday is not None:
        day, at = weekday_text(term.ends.weekday), term.ends.at
        yield (
            tr("It ends at {at:%H:%M:%S} of the first {day} from that day on, which is sooner.", at=at, day=day)
            if deadline.due < _led_to(clock)
            else tr("It ends at {at:%H:%M:%S} of the first {day} from that day on.", at=at, day=day)
        )
    elif local_time(deadline.due, clock.zone).date() > deadline.end_local(clock.zone).date() and not clock.chosen.base:
        yield tr("It ends at the next {at:%H:%M:%S}: that of its last day comes before the start.", at=term.ends.at)
    else:
        yield tr("It ends at {at:%H:%M:%S} of that day.", at=term.ends.at)


def _led_to(clock: Running) -> datetime:
    """The instant (UTC) at which a term would end without its closing hour."""
    return clock.chosen.deadline.end_utc(clock.zone)


def _when(change: Extended | Pause) -> datetime:
    return change.since if isinstance(change, Pause) else change.event.at


def _extension(change: Extended, zone: ZoneInfo) -> str:
    when = text.moment(change.event.at.astimezone(zone))
    if change.refused:
        return tr("The extension of {when} does not count: {reason}.", when=when, reason=change.refused)
    return tr(
        "Extended {when} by {length}, counted from the original deadline.",
        when=when,
        length=length_words(change.length),
    )


def _pause(clock: Running, pause: Pause, zone: ZoneInfo) -> str:
    began, event = text.moment(pause.since.astimezone(zone)), event_text(pause.happening.event.name)
    if pause.until is None:
        return (
            tr("Paused {began} ({event}).", began=began, event=event)
            if clock.paused
            else tr("Paused {began} ({event}), and not resumed before it was stopped.", began=began, event=event)
        )
    most = clock.rule.pauses.most if clock.rule.pauses else None
    resumed_by = event_text(pause.resumed.name) if pause.resumed else tr("a pause lasts {most} at most", most=most)
    ended, cost = text.moment(pause.until.astimezone(zone)), _cost(clock, pause)
    if pause.after.due == pause.before.due:
        return tr(
            "Paused {began} ({event}), resumed {ended} ({resumed_by}): {cost}, so the deadline stays.",
            began=began,
            event=event,
            ended=ended,
            resumed_by=resumed_by,
            cost=cost,
        )
    return tr(
        "Paused {began} ({event}), resumed {ended} ({resumed_by}): {cost}, so the deadline moves to {due}.",
        began=began,
        event=event,
        ended=ended,
        resumed_by=resumed_by,
        cost=cost,
        due=text.moment(pause.after.due.astimezone(zone)),
    )


def _cost(clock: Running, pause: Pause) -> str:
    """How much of the term's own unit a pause took."""
    unit, until = clock.chosen.term.length.unit, pause.until or pause.since
    if unit == "hours":
        return tr("{span} of elapsed time", span=text.span(int((until - pause.since).total_seconds())))
    first, last = local_time(pause.since, clock.zone), local_time(until, clock.zone)
    if unit != "business days":
        return tr("{span} in local time", span=text.span(int((last - first).total_seconds())))
    return tr(
        "{span} of business days", span=text.span(int(pauses.open_time(first, last, clock.calendar).total_seconds()))
    )
