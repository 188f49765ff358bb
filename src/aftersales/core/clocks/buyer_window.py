"""Whether the buyer asked in time for a return (claim S7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.events import OPENINGS
from aftersales.core.cases.model import Case
from aftersales.core.cases.timeline import Timeline
from aftersales.core.rules.policy import WINDOW_KIND_TEXTS, BuyerWindow, Overlay, Policy
from aftersales.core.time import length
from aftersales.core.time.length import END_OF_DAY, Length, length_words
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.toml.reader import confidence_text

# How long after the last day of an order a parcel may still come, where the day of the order is not known.
_ON_ITS_WAY = timedelta(days=31)


class Asked(NamedTuple):
    """When the buyer asked, when the order was delivered and when it was placed; None if not known."""

    asked: datetime | None
    delivered: datetime | None
    placed: datetime | None = None


class WindowEnd(NamedTuple):
    """A window of the buyer's for one order: until when, with the overlay that makes it so long.

    `ends` is None without a delivery. `possible` are overlays that may hold as well: the day of the order is not known,
    or the end of the overlay. `possible_end` is the latest end by them; None where one is not known.
    """

    window: BuyerWindow
    ends: datetime | None
    inside: bool | None
    overlay: Overlay | None = None
    possible: tuple[Overlay, ...] = ()
    possible_end: datetime | None = None


def window_ends(policy: Policy, times: Asked, zone: ZoneInfo) -> list[WindowEnd]:
    """Each window of the buyer's that is in force for the order, the one that ends last first."""
    if times.delivered is None:
        return [WindowEnd(window, None, None) for window in policy.buyer_windows]
    day = length.local_time(times.delivered, zone).date()
    ends = [_window_end(policy, w, times, times.delivered, zone) for w in policy.buyer_windows if w.covers(day)]
    return sorted(ends, key=attrgetter("ends"), reverse=True)


def _window_end(policy: Policy, window: BuyerWindow, times: Asked, delivered: datetime, zone: ZoneInfo) -> WindowEnd:
    ends, overlay = length.term_deadline(delivered, window.length, zone, policy.calendar).due, None
    possible, possible_end = list[Overlay](), [ends]
    for candidate in policy.overlays:
        if window.kind not in candidate.windows or not (certain := _applies(candidate, times.placed, delivered, zone)):
            continue
        longer = _overlaid(policy, window, candidate, delivered, zone)
        if longer is None or certain == "perhaps":
            possible.append(candidate)
            possible_end += [longer] if longer else []
        elif longer > ends:
            ends, overlay = longer, candidate
    if overlay is not None:  # what was expected has come
        possible = [o for o in possible if not o.expected]
    unknown = any(o.expected for o in possible)
    latest = None if unknown or not possible else max(ends, *possible_end)
    inside = None if times.asked is None else times.asked <= ends
    return WindowEnd(window, ends, inside, overlay, tuple(possible), latest)


def _applies(overlay: Overlay, placed: datetime | None, delivered: datetime, zone: ZoneInfo) -> str:
    """Whether the order was placed in the days of the overlay: `surely`, `perhaps`, or an empty text for no."""
    if placed is not None:
        day = length.local_time(placed, zone).date()
        return "surely" if overlay.since <= day < overlay.until else ""
    day = length.local_time(delivered, zone).date()
    return "perhaps" if overlay.since <= day < overlay.until + _ON_ITS_WAY else ""


def _overlaid(
    policy: Policy, window: BuyerWindow, overlay: Overlay, delivered: datetime, zone: ZoneInfo
) -> datetime | None:
    """When a window ends by an overlay; None where that is not known."""
    if overlay.last_day is not None:
        return length.to_utc(datetime.combine(overlay.last_day, END_OF_DAY), zone)
    if overlay.length is not None:
        return length.term_deadline(delivered, overlay.length, zone, policy.calendar).due
    if overlay.plus is None:
        return None
    if overlay.plus.unit == window.length.unit:
        total = Length(window.length.number + overlay.plus.number, window.length.unit)
        return length.term_deadline(delivered, total, zone, policy.calendar).due
    first = length.term_deadline(delivered, window.length, zone, policy.calendar).due
    return length.term_deadline(first, overlay.plus, zone, policy.calendar).due


def asked_too_late(policy: Policy, times: Asked, zone: ZoneInfo) -> bool:
    """Whether the request is known to have come after the end of every window."""
    asked, delivered = times.asked, times.delivered
    if asked is None or delivered is None or not policy.buyer_windows:
        return False
    if any(asked - delivered < w.length.shortest for w in policy.buyer_windows):
        return False
    ends = window_ends(policy, times, zone)
    return bool(ends) and all(_outside(end, asked) for end in ends)


def _outside(end: WindowEnd, asked: datetime) -> bool:
    if end.ends is None or asked <= end.ends:
        return False
    return not end.possible or (end.possible_end is not None and asked > end.possible_end)


def eligibility(policy: Policy, times: Asked, zone: ZoneInfo) -> str:
    """Whether the buyer asked in time, for each window, with its rule; an empty text without windows."""
    ends = window_ends(policy, times, zone)
    return text.clauses(_sentence(end, times.asked, zone, named=len(ends) > 1) for end in ends)


def of_case(timeline: Timeline, case: Case, policy: Policy, zone: ZoneInfo) -> str:
    """The sentence on the windows that goes with an answer to the buyer; empty if nothing is known of them."""
    times = _times(timeline, case)
    return eligibility(policy, times, zone) if times else ""


def notice(timeline: Timeline, case: Case, policy: Policy, zone: ZoneInfo) -> str:
    """The same in short, without sources; empty if the buyer asked in time for every window."""
    times = _times(timeline, case)
    ends = window_ends(policy, times, zone) if times else []
    if all(end.inside for end in ends):
        return ""
    return text.clauses(sentence for end in ends for sentence in _short(end, zone))


def _short(end: WindowEnd, zone: ZoneInfo) -> Iterator[str]:
    if end.ends is None:
        return
    about = {"kind": tr(WINDOW_KIND_TEXTS[end.window.kind]), "moment": text.moment(end.ends.astimezone(zone))}
    length_text = end.overlay.name if end.overlay else length.length_words(end.window.length)
    yield (
        tr("in time for {length} ({kind}), which ends {moment}", length=length_text, **about)
        if end.inside
        else tr("too late for {length} ({kind}), which ends {moment}", length=length_text, **about)
    )
    if not end.inside and end.possible:
        yield tr("{name} may be longer: look in Seller Center", name=end.possible[0].name)


def _times(timeline: Timeline, case: Case) -> Asked | None:
    """The times of a request; None for a kind without windows, or without a delivery date."""
    opened = [h.event.at for h in timeline.happenings if h.event.name in OPENINGS]
    if case.kind not in ("refund", "return", "replacement") or case.delivered_at is None or not opened:
        return None
    return Asked(min(opened), case.delivered_at, case.placed_at)


def _sentence(end: WindowEnd, asked: datetime | None, zone: ZoneInfo, *, named: bool) -> str:
    """One window in words; `named` says of which kind it is."""
    rule = _rule(end.window, named=named)
    if end.ends is None or asked is None:
        return tr("unknown: no delivery date; the rule is {rule}", rule=rule)
    moment = text.moment(end.ends.astimezone(zone))
    if end.overlay is not None:
        rule = _overlay(end.overlay)
    parts = [
        tr("asked in time: it ends {moment}, {rule}", moment=moment, rule=rule)
        if end.inside
        else tr("asked too late: it ends {moment}, {rule}", moment=moment, rule=rule)
    ]
    return text.enumerated([*parts, *_possible(end, asked)])


def _rule(window: BuyerWindow, *, named: bool) -> str:
    source = window.source
    length_text = tr("{length} from delivery", length=length_words(window.length))
    if named:
        length_text = text.enumerated([length_text, tr(WINDOW_KIND_TEXTS[window.kind])])
    return tr(
        "{length} ({source}; confidence {confidence})",
        length=length_text,
        source=tr(source.text),
        confidence=confidence_text(source.confidence),
    )


def _overlay(overlay: Overlay) -> str:
    return tr(
        "{name}, for orders from {first} to {last} ({source}; confidence {confidence})",
        name=overlay.name,
        first=text.day(overlay.since),
        last=text.day(overlay.until - timedelta(days=1)),
        source=tr(overlay.source),
        confidence=confidence_text(overlay.confidence),
    )


def _possible(end: WindowEnd, asked: datetime) -> Iterator[str]:
    """What may make the window longer; nothing of it where that changes nothing."""
    passed = end.possible_end is not None and asked > end.possible_end
    for overlay in () if end.inside or passed else end.possible:
        name = _overlay(overlay)
        if overlay.expected:
            yield tr("but expect a longer one: {overlay}; look in Seller Center", overlay=name)
        else:
            yield tr("but the day of the order is not known: {overlay} may hold", overlay=name)
