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
from aftersales.core.requests import receipt
from aftersales.core.rules import describe
from aftersales.core.rules.policy import YOUR_CONFIGURATION, Overlay, Policy
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import length_words
from aftersales.core.vocabulary import LEFT_TO_RULE, duty_label, event_text
from aftersales.language import tr, trn
from aftersales.rendering import durations, phrases
from aftersales.rendering.fields import explain as explain_fields
from aftersales.rendering.fields.explain import Explained, ExplainedGrades
from aftersales.rendering.fields.view import Section
from aftersales.toml.reader import confidence_text


def section(clock: Clock, of: Explained) -> Section:
    """A clock as a part of the page, among all of its case."""
    policy, now, zone = of.policy, of.now, of.zone
    state = clock_state.state_of(clock, now)
    due = text.moment(clock.due.astimezone(zone))
    facts = [
        *([(tr("opens"), text.moment(clock.opens_at.astimezone(zone)))] if clock.opens_at else []),
        *([(tr("can bring back"), str(clock.winnable))] if clock.winnable else []),
        (tr("due"), _due(clock, now, state, due) if clock.holds else tr("{due}  (another deadline counts)", due=due)),
        *([(tr("act by"), text.placed(clock.act_by.astimezone(of.staff.zone)))] if of.staff and clock.act_by else []),
        (tr("state"), _stands(clock, state, zone) if _ended(clock, now) else _state(clock, state)),
        *([] if _ended(clock, now) or state == "lapsed" else [_outcome(clock)]),
    ]
    facts += _rule(clock, policy, now, zone) if clock.rule else ()
    facts += [*_stamped(clock, zone), *_competing(clock, of)]
    return Section(_title(clock, of.clocks, state), facts, explain_fields.steps(clock, of.staff))


def _due(clock: Clock, now: datetime, state: str, due: str) -> str:
    """The deadline, and of one that still runs how long there is time, or since when there is none."""
    is_answered = clock.stopped_at is not None and clock.stopped_at <= now
    if is_answered or state == "lapsed":
        return due
    length = durations.in_words(clock.due - now)
    if clock.due < now:
        return tr("{due}, passed {length} ago", due=due, length=length)
    return tr("{due}, {length} left", due=due, length=length)


def grades(explained: ExplainedGrades) -> Section:
    """What the grades of the returned goods suggest: what came back, what follows, by which rule."""
    suggestion = explained.suggestion
    facts = [
        (tr("came back"), text.clauses(map(receipt.in_words, explained.items))),
        (tr("suggested"), suggestion.sentence),
        *((describe.grade_key(rule), text.plain(describe.grade_text(rule))) for rule in suggestion.rules),
        *([(tr("to record it"), suggestion.command)] if suggestion.command else []),
    ]
    steps = suggestion.steps if len(suggestion.steps) > 1 else ()
    return Section(tr("After the check: what the grades suggest"), facts, steps)


def _stamped(clock: Clock, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """The platform's own deadline, and how far the rule's is from it."""
    if clock.stamped_due is None:
        return
    yield tr("platform"), tr("{due}; this deadline counts", due=text.moment(clock.stamped_due.astimezone(zone)))
    if clock.computed_due is not None:
        computed = text.moment(clock.computed_due.astimezone(zone))
        yield tr("computed"), tr("{due}; drift {drift}", due=computed, drift=_in_words(clock_state.drift(clock)))


def _competing(clock: Clock, of: Explained) -> Iterator[tuple[str, str]]:
    """The other deadlines of the same duty, and why they do not count."""
    for rule, due, why in clock_state.competing(clock, of.clocks):
        if due == clock.computed_due and rule == clock.rule:
            continue
        name = rule or tr("platform deadline")
        counts = tr("it counts, since it is earlier") if due < clock.due else ""
        reason = text.clauses(part for part in (text.moment(due.astimezone(of.zone)), why or counts) if part)
        yield tr("also applies"), text.labelled(name, reason)


def _state(clock: Clock, state: str) -> str:
    if state == "waiting" and LEFT_TO_RULE in clock.flags:
        return tr("waiting: Seller Center answers it by your automatic rule")
    return tr(phrases.STATES.get(state, state))


def _title(clock: Clock, clocks: Iterable[Clock], state: str) -> str:
    """The duty and its owner; the rule or the attempt too, if several clocks have the same duty."""
    same = [c for c in clocks if (c.duty, c.owner, c.chained) == (clock.duty, clock.owner, clock.chained)]
    duty = phrases.duty_text(duty_label(clock.duty), clock.owner)
    title = duty
    if LEFT_TO_RULE in clock.flags:
        title = tr("{duty}, unless Seller Center does", duty=duty) if state == "waiting" else duty
    elif clock.chained:
        title = tr("{duty}, only if time runs out first", duty=duty)
    if len({c.rule for c in same}) > 1:
        title = text.labelled(title, clock.rule or tr("the platform"))
    if len({c.attempt for c in same}) > 1:
        return tr("{duty}, attempt {number}", duty=title, number=clock.attempt)
    return title


def _ended(clock: Clock, now: datetime) -> bool:
    """Whether an event has ended the clock for good and the platform knows of it, as far as its data show."""
    if clock.stopped_at is None or not clock.confirmed or "paused" in clock.flags:
        return False
    return not (clock.planned and clock.stopped_at > now)


def _stands(clock: Clock, state: str, zone: ZoneInfo) -> str:
    """What ended the clock. Only an answer of the seller is in time or late; an act of somebody else is neither."""
    if clock.stopped_at is None or clock.stopped_by is None or state == "history":
        return tr(phrases.STATES.get(state, state))
    answered = clock.owner == "seller" and clock.stopped_by not in BY_OTHERS
    event, moment = event_text(clock.stopped_by), text.moment(clock.stopped_at.astimezone(zone))
    if clock.stopped_from:
        moment = tr("{moment} at the latest", moment=moment)
    if answered and state == "met":
        return tr("ended in time: {event}, {moment}", event=event, moment=moment)
    if answered and state == "missed":
        return tr("ended late: {event}, {moment}", event=event, moment=moment)
    if answered and state == "unknown":
        return tr("ended: {event}, {moment}; not known if in time", event=event, moment=moment)
    return tr("ended: {event}, {moment}", event=event, moment=moment)


def _outcome(clock: Clock) -> tuple[str, str]:
    """What happens if nothing is done."""
    if clock.started_by == LAPSED:
        return phrases.unless(clock.owner), tr("it stays open here")
    return phrases.unless(clock.owner), phrases.outcome_text(clock.outcome)


def _rule(clock: Clock, policy: Policy, now: datetime, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    if not clock.term:  # the clock as it is stored, of a case that was settled under older rules
        yield tr("rule"), tr("{rule} of {policy}", rule=clock.rule, policy=clock.policy)
        return
    if clock.started_by == LAPSED:
        yield tr("rule"), tr("none: this is your own target, {term}", term=length_words(clock.term))
        yield tr("window by"), tr("{rule} of {policy}", rule=clock.rule, policy=clock.policy)
    else:
        term = length_words(explain_fields.own_term(clock.running).whole_length if clock.running else clock.term)
        yield tr("rule"), tr("{rule} of {policy}: {term}", rule=clock.rule, policy=clock.policy, term=term)
    yield tr("source"), _source(clock.source_text, clock.source_date, clock.confidence)
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
        yield tr("calendar"), _known(policy.calendar)


def _longer(overlay: Overlay) -> Iterator[tuple[str, str]]:
    """What makes the rule's own term longer, the file it stands in, and where it was read."""
    more = (
        tr("{length} more", length=length_words(overlay.plus))
        if overlay.plus
        else tr("{length} instead", length=length_words(overlay.length or ""))
    )
    longer = text.labelled(overlay.name, more)
    yield tr("made longer by"), text.remarked(longer, phrases.short_file(overlay.file)) if overlay.file else longer
    dated = overlay.dated.isoformat() if overlay.dated else None
    configured = overlay.source == tr(YOUR_CONFIGURATION)
    yield "", overlay.source if configured else _source(overlay.source, dated, overlay.confidence)
    if overlay.url:
        yield "", overlay.url


def _source(source: str | None, dated: str | None, confidence: str | None) -> str:
    place = text.enumerated(filter(None, (source and tr(source), dated)))
    return tr("{source}; confidence {confidence}", source=place, confidence=confidence_text(confidence or ""))


def checked(policy: Policy, days: int) -> str:
    """When somebody last compared the rules with their sources, and whether that is too long ago."""
    today = tr("today", "checked") if days == 0 else tr("after now")
    ago = trn("{count} day ago", "{count} days ago", days) if days > 0 else today
    if policy.checked is None:
        return ago
    day = text.day(policy.checked)
    if timedelta(days=days) > CHECKED_FOR:
        return tr("{ago}, on {day}; the platform may have changed its rules since", ago=ago, day=day)
    return tr("{ago}, on {day}", ago=ago, day=day)


def _known(calendar: Calendar) -> str:
    if not calendar.known:
        return tr("{name}; public holidays not known", name=tr(calendar.name))
    if calendar.known_through:
        return tr("{name}, published through {year}", name=tr(calendar.name), year=calendar.known_through)
    return tr(calendar.name)


def _in_words(seconds: int | None) -> str:
    if not seconds:
        return tr("none")
    span = text.span(seconds)
    if seconds > 0:
        return tr("{span} later than computed", span=span)
    return tr("{span} earlier than computed", span=span)
