"""The page that explains a clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.events import BY_OTHERS
from aftersales.core.clocks.buyer_timeout import LAPSED
from aftersales.core.clocks.clock import Clock
from aftersales.core.deadlines import clock_state
from aftersales.core.deadlines.urgency import CHECKED_FOR
from aftersales.core.rules.policy import YOUR_CONFIGURATION, Overlay, Policy
from aftersales.core.time.calendar import Calendar
from aftersales.language import tr
from aftersales.rendering import phrases
from aftersales.rendering.fields import explain as explain_fields
from aftersales.rendering.fields.explain import Explained
from aftersales.rendering.fields.view import Section


def section(clock: Clock, of: Explained) -> Section:
    """A clock as a part of the page, among all of its case."""
    policy, now, zone = of.policy, of.now, of.zone
    state = clock_state.state_of(clock, now)
    facts = [
        ("due", text.moment(clock.due.astimezone(zone)) + ("" if clock.holds else tr("  (another deadline counts)"))),
        *([(tr("act by"), text.placed(clock.act_by.astimezone(of.staff.zone)))] if of.staff and clock.act_by else []),
        ("state", _stands(clock, state, zone) if _ended(clock, now) else phrases.STATES.get(state, state)),
        *([] if _ended(clock, now) or state == "lapsed" else [_silence(clock)]),
    ]
    facts += _rule(clock, policy, now, zone) if clock.rule else ()
    if clock.stamped_due is not None:
        facts.append(
            (
                "stamped",
                tr("{moment}, by the platform; this one holds", moment=text.moment(clock.stamped_due.astimezone(zone))),
            )
        )
        if clock.computed_due is not None:
            when = text.moment(clock.computed_due.astimezone(zone))
            facts.append(("computed", f"{when}; drift {_in_words(clock_state.drift(clock))}"))
    for rule, due, why in clock_state.competing(clock, of.clocks):
        if due != clock.computed_due or rule != clock.rule:
            counts = (
                tr("{rule}'s deadline counts, since it is earlier", rule=rule or "the stamp") if due < clock.due else ""
            )
            reason = "; ".join(part for part in (text.moment(due.astimezone(zone)), why or counts) if part)
            facts.append((tr("also binds"), f"{rule or 'a stamp'}: {reason}"))
    return Section(_title(clock, of.clocks), facts, explain_fields.steps(clock, of.staff))


def _title(clock: Clock, clocks: Iterable[Clock]) -> str:
    """The duty and its owner; the rule or the attempt too, if several clocks have the same duty."""
    same = [c for c in clocks if (c.duty, c.owner, c.chained) == (clock.duty, clock.owner, clock.chained)]
    owner = "" if clock.owner == "seller" else f" (the {clock.owner}'s)"
    later = tr(", only if silence brings it") if clock.chained else ""
    rule = f": {clock.rule or 'the platform'}" if len({c.rule for c in same}) > 1 else ""
    attempt = f", attempt {clock.attempt}" if len({c.attempt for c in same}) > 1 else ""
    return f"{clock.duty}{owner}{later}{rule}{attempt}"


def _ended(clock: Clock, now: datetime) -> bool:
    """Whether an event has ended the clock for good and the platform knows of it, as far as its data show."""
    if clock.stopped_at is None or not clock.confirmed or "paused" in clock.flags:
        return False
    return not (clock.planned and clock.stopped_at > now)


def _stands(clock: Clock, state: str, zone: ZoneInfo) -> str:
    """What ended the clock. Only an answer of the seller is in time or late; an act of somebody else is neither."""
    if clock.stopped_at is None or clock.stopped_by is None or state == "history":
        return phrases.STATES.get(state, state)
    answered = clock.owner == "seller" and clock.stopped_by not in BY_OTHERS
    so = {"met": tr(" in time"), "missed": " late"}.get(state, "") if answered else ""
    when = text.moment(clock.stopped_at.astimezone(zone))
    latest = tr(", at the latest") if clock.stopped_from else ""
    unsure = tr("; whether in time is not known") if answered and state == "unknown" else ""
    return f"ended{so} by {clock.stopped_by}, {when}{latest}{unsure}"


def _silence(clock: Clock) -> tuple[str, str]:
    """What happens if nothing is done."""
    if clock.started_by == LAPSED:
        return phrases.unless(clock.owner), tr("it stays open here")
    return phrases.unless(clock.owner), phrases.OUTCOMES.get(clock.outcome, clock.outcome)


def _rule(clock: Clock, policy: Policy, now: datetime, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    if not clock.term:  # the clock as it is stored, of a case that was settled under older rules
        yield "rule", f"{clock.rule} of {clock.policy}"
        return
    dated = f", {clock.source_date}" if clock.source_date else ""
    if clock.started_by == LAPSED:
        yield "rule", tr("none: by when to look is the house's own deadline")
    term = str(explain_fields.own_term(clock.running).length) if clock.running else clock.term
    yield tr("window by") if clock.started_by == LAPSED else "rule", f"{clock.rule} of {clock.policy}: {term}"
    yield "source", f"{clock.source_text}{dated}; confidence {clock.confidence}"
    if clock.source_url:
        yield "", clock.source_url
    file = clock.running.rule.file if clock.running else None
    if file and phrases.own_file(file):
        yield tr("your own file"), file
    if clock.running and clock.running.chosen.base:
        yield from _longer(clock.running.chosen.overlays[0].overlay)
    if explain_fields.was_checked(clock, policy) and (days := explain_fields.age(policy, now, zone)) is not None:
        yield tr("last checked"), checked(policy, days)
    if clock_state.by_days(clock):
        yield "calendar", _known(policy.calendar)


def _longer(overlay: Overlay) -> Iterator[tuple[str, str]]:
    """What makes the rule's own term longer, the file it stands in, and where it was read."""
    more = f"{overlay.plus} more" if overlay.plus else f"{overlay.length} instead"
    yield (
        tr("made longer by"),
        f"{overlay.name}: {more}" + (f" ({phrases.short_file(overlay.file)})" if overlay.file else ""),
    )
    dated = f", {overlay.dated.isoformat()}" if overlay.dated else ""
    yield (
        "",
        overlay.source
        if overlay.source == YOUR_CONFIGURATION
        else f"{overlay.source}{dated}; confidence {overlay.confidence}",
    )
    if overlay.url:
        yield "", overlay.url


def checked(policy: Policy, days: int) -> str:
    """When somebody last compared the rules with their sources, and whether that is too long ago."""
    ago = f"{days} {'day' if days == 1 else 'days'} ago" if days > 0 else "today" if days == 0 else tr("after now")
    old = tr("; the platform may have changed its rules since") if timedelta(days=days) > CHECKED_FOR else ""
    return ago + (f", on {text.day(policy.checked)}{old}" if policy.checked else "")


def _known(calendar: Calendar) -> str:
    if not calendar.known:
        return tr("{name}; public holidays not known", name=calendar.name)
    return calendar.name + (
        tr(", published through {known_through}", known_through=calendar.known_through)
        if calendar.known_through
        else ""
    )


def _in_words(seconds: int | None) -> str:
    if not seconds:
        return "none"
    return tr("{span} {seconds} than computed", span=text.span(seconds), seconds="later" if seconds > 0 else "earlier")
