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
from aftersales.language import tr


def explain(clock: Running, zone: ZoneInfo, stamped: datetime | None = None) -> list[str]:
    """The steps from the starting event to the deadline, one sentence each, in the zone's local time; `stamped` is the
    platform's own deadline, where it gave one.
    """
    return list(_steps(clock, zone, stamped))


def _steps(clock: Running, zone: ZoneInfo, stamped: datetime | None) -> Iterator[str]:
    rule, term, event = clock.rule, clock.chosen.term, clock.event
    yield tr(
        "Started by {name}: {moment}{known_from}.",
        name=event.name,
        moment=text.moment(clock.start.astimezone(zone)),
        known_from=_known_from(event),
    )
    if event.inferred and event.earliest is not None:
        used = "early" if clock.start == event.earliest else "late"
        yield (
            tr(
                "The data do not say when; it was between {moment} and {moment_2}: the {used} end is used.",
                moment=text.moment(event.earliest.astimezone(zone)),
                moment_2=text.moment(event.at.astimezone(zone)),
                used=used,
            )
        )
    plain = clock.chosen.base[0] if clock.chosen.base else term
    yield f"Term: {plain.length}{_in_force(plain)}{f' ({clock.chosen.reason})' if clock.chosen.reason else ''}."
    yield from _overlays(clock, zone)
    if clock.zone.key != zone.key:
        yield tr("Counted on the wall clock of {key}.", key=clock.zone.key)
    yield from _count(clock)
    yield from _closing(clock)
    changes: list[Extended | Pause] = [*clock.extended, *clock.pauses]
    for change in sorted(changes, key=_when):
        yield _pause(clock, change, zone) if isinstance(change, Pause) else _extension(change, zone)
    if clock.paused:
        yield tr("The clock stands still; the deadline below is the one before the pause.")
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
    parts += [tr("until {day}, that day not included", day=text.day(term.until))] if term.until else []
    return tr(", in force {parts}", parts=" ".join(parts)) if parts else ""


def _held(stamped: datetime, computed: datetime, zone: ZoneInfo) -> str:
    """That the platform's deadline counts, and how far it is from the rule's."""
    drift = int((stamped - computed).total_seconds())
    apart = f"{text.span(drift)} {'later' if drift > 0 else 'earlier'}" if drift else tr("the same")
    return tr(
        "The platform's own deadline holds: {moment} ({apart}).",
        moment=text.moment(stamped.astimezone(zone)),
        apart=apart,
    )


_SILENCES = {
    "return.deemed-delivered": tr("receipt was not confirmed"),
    "tracking.stale": tr("no news of the parcel"),
    "delivery.late": tr("it did not arrive by the promised day"),
}


def _known_from(event: Event) -> str:
    if event.source == "silence":
        return tr(" (by silence: {silences})", silences=_SILENCES.get(event.name, "nobody acted"))
    return f" ({text.plain(event.origin)})" if event.origin else ""


def overlay_text(overlay: Overlay) -> str:
    """An overlay in words: its name, its days, and where that was read."""
    last = overlay.until - timedelta(days=1)
    dated = f", {overlay.dated.isoformat()}" if overlay.dated else ""
    sure = "" if overlay.source == YOUR_CONFIGURATION else f"; confidence {overlay.confidence}"
    return tr(
        "{plain} (for starts from {day} to {day_2}; {plain_2}{dated}{sure})",
        plain=text.plain(overlay.name),
        day=text.day(overlay.since),
        day_2=text.day(last),
        plain_2=text.plain(overlay.source),
        dated=dated,
        sure=sure,
    )


def _overlays(clock: Running, zone: ZoneInfo) -> Iterator[str]:
    for n, considered in enumerate(clock.chosen.overlays):
        due = text.moment(considered.deadline.due.astimezone(zone))
        if n == 0 and clock.chosen.base is not None:
            more = (
                f"{considered.overlay.plus} more" if considered.overlay.plus else f"{considered.overlay.length} instead"
            )
            yield tr("Longer by {overlay_text}: {more}.", overlay_text=overlay_text(considered.overlay), more=more)
        else:
            yield tr(
                "{overlay_text} gives {due}, which is no later: it does not count.",
                overlay_text=overlay_text(considered.overlay),
                due=due,
            )


def _count(clock: Running) -> Iterator[str]:
    term, local = clock.chosen.term, local_time(clock.start, clock.zone)
    unit = term.length.unit
    if unit == "hours":
        yield tr("{length} of elapsed time, nights and closed days included.", length=term.length)
        return
    first = _short(local)
    closed = clock.calendar.why_closed(local.date()) if unit == "business days" else None
    if term.cut_off is not None:
        day = day_counted_for(local, unit, clock.calendar, term.cut_off)
        counts = tr("is day 1") if term.cut_off.same_day else tr("is not counted")
        cut_off = tr("the cut-off at {at:%H:%M}", at=term.cut_off.at)
        if day == local.date():
            yield tr(
                "{first}: before {cut_off}, so the day of the event {counts}.",
                first=first,
                cut_off=cut_off,
                counts=counts,
            )
        else:
            why = f"closed: {closed}" if closed else tr("{cut_off} had passed", cut_off=cut_off)
            yield tr(
                "{first}: {why}, so it belongs to {short}, which {counts}.",
                first=first,
                why=why,
                short=_short(day),
                counts=counts,
            )
    elif unit == "business days":
        yield tr("{first}: the day of the event is not counted", first=first) + (
            f" (closed: {closed})." if closed else "."
        )
    if unit != "business days":
        same = "" if term.ends is not None else tr(", at the same local time")
        yield tr("{length} on the wall clock of {key}{same}.", length=term.length, key=clock.zone.key, same=same)
    for step in clock.chosen.deadline.counted_days:
        opened = clock.calendar.opened.get(step.day) if step.number else None
        your_own = tr(" ({opened}, but open by your configuration)", opened=opened) if opened else ""
        counted = (
            f"skipped, {step.skipped}"
            if step.skipped
            else tr("business day {number}{your_own}", number=step.number, your_own=your_own)
        )
        yield f"{_short(step.day)}: {counted}."
    extra = clock.chosen.overlays[0].overlay.plus if clock.chosen.base else None
    if extra is not None and extra.unit != unit:
        yield tr("{extra} more, counted from there.", extra=extra)


def _closing(clock: Running) -> Iterator[str]:
    term, deadline = clock.chosen.term, clock.chosen.deadline
    if term.ends is None:
        return
    if term.ends.weekday is not None:
        day, sooner = DAY_NAMES[term.ends.weekday], deadline.due < _led_to(clock)
        yield tr(
            "It ends at {at:%H:%M:%S} of the first {day} from that day on{value}.",
            at=term.ends.at,
            day=day,
            value=", which is sooner" * sooner,
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
        return tr("The extension of {when} counts for nothing: {refused}.", when=when, refused=change.refused)
    return tr("Extended {when} by {length}, counted from the original deadline.", when=when, length=change.length)


def _pause(clock: Running, pause: Pause, zone: ZoneInfo) -> str:
    began = f"Paused {text.moment(pause.since.astimezone(zone))} ({pause.happening.event.name})"
    if pause.until is None:
        return began + ("." if clock.paused else tr(", and not resumed before it was stopped."))
    most = clock.rule.pauses.most if clock.rule.pauses else None
    by = pause.resumed.name if pause.resumed else tr("a pause lasts {most} at most", most=most)
    stays = pause.after.due == pause.before.due
    so = (
        tr("the deadline stays")
        if stays
        else tr("the deadline moves to {moment}", moment=text.moment(pause.after.due.astimezone(zone)))
    )
    return tr(
        "{began}, on again {moment} ({by}): {cost}, so {so}.",
        began=began,
        moment=text.moment(pause.until.astimezone(zone)),
        by=by,
        cost=_cost(clock, pause),
        so=so,
    )


def _cost(clock: Running, pause: Pause) -> str:
    """How much of the term's own unit a pause took."""
    unit, until = clock.chosen.term.length.unit, pause.until or pause.since
    if unit == "hours":
        return tr("{span} of elapsed time", span=text.span(int((until - pause.since).total_seconds())))
    first, last = local_time(pause.since, clock.zone), local_time(until, clock.zone)
    if unit != "business days":
        return tr("{span} on the wall clock", span=text.span(int((last - first).total_seconds())))
    return tr(
        "{span} of business days", span=text.span(int(pauses.open_time(first, last, clock.calendar).total_seconds()))
    )


def _short(when: date) -> str:
    return text.day(when).rpartition(" ")[0]
