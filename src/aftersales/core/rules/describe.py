"""Rules and terms as short phrases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from aftersales import text
from aftersales.core.rules.policy import (
    WINDOW_KIND_TEXTS,
    BuyerWindow,
    Extension,
    Overlay,
    Pauses,
    Policy,
    Rule,
    Term,
)
from aftersales.core.time.calendar import WEEKDAYS, weekdays_text
from aftersales.core.time.length import length_words
from aftersales.core.vocabulary import GRADES, event_text, label
from aftersales.language import mark, tr, trn
from aftersales.toml.reader import CONFIDENCES, Source

if TYPE_CHECKING:
    from aftersales.core.rules.cost_facts import CostFact, GradeRule


def term_text(term: Term) -> str:
    """`2 business days, below 100.00 GBP, for starts from Wed 1 Apr 2026`."""
    parts = (length_text(term), term.limit_text(), start_days_text(term), dates_text(term))
    return text.enumerated(part for part in parts if part)


def length_text(term: Term) -> str:
    """Length, opening, cut-off, closing hour and zone: `1 business day, cut-off 14:00, ends 23:59:59`."""
    parts = [length_words(term.whole_length)]
    if term.first_counts:
        parts.append(tr("the day of the start counted"))
    if term.opens is not None:
        parts.append(tr("opens {opens} after the start", opens=length_words(term.opens)))
    if term.cut_off is not None:
        parts.append(
            tr("cut-off {at:%H:%M}", at=term.cut_off.at)
            if term.cut_off.same_day
            else tr("cut-off {at:%H:%M} (counted from the next day)", at=term.cut_off.at)
        )
    if term.ends is not None:
        parts.append(tr("ends {closing_hour}", closing_hour=term.ends.in_words()))
    if term.zone is not None:
        parts.append(tr("in {zone}", zone=term.zone.key))
    if term.weekdays is not None:
        parts.append(tr("working weekdays {weekdays}", weekdays=weekdays_text(term.weekdays.closed)))
    return text.enumerated(parts)


def start_days_text(term: Term) -> str:
    """The days on which the clock must start; empty for any day."""
    if term.started_on is None:
        return ""
    if isinstance(term.started_on, str):
        return tr("started on an open day") if term.started_on == "open-day" else tr("started on a closed day")
    return tr("started on {weekdays}", weekdays=text.either(WEEKDAYS[day] for day in sorted(term.started_on)))


def dates_text(period: Term | Overlay | BuyerWindow) -> str:
    """The dates of the start for which it holds; empty for all."""
    since, until = (text.day(day) if day else None for day in (period.since, period.until))
    if since and until:
        return tr("for starts from {since} and before {until}", since=since, until=until)
    if since:
        return tr("for starts from {since}", since=since)
    return tr("for starts before {until}", until=until) if until else ""


def response_time(policy: Policy, day: date) -> tuple[str, str] | None:
    """The time to answer a return asked for on `day`, and the lowest confidence of its terms; None without a rule.

    `2 or 4 business days` if it depends on the order.
    """
    facts = {"kind": "return", "market": policy.market, "fulfilment": "seller"}
    terms = [
        t
        for rule in policy.rules
        if (rule.duty, rule.owner) == ("respond", "seller") and _may_apply(rule, facts)
        for t in policy.in_force(rule, day)
    ]
    if not terms:
        return None
    lengths = list(dict.fromkeys(t.length for t in terms))
    same = len({x.unit for x in lengths}) == 1
    lengths_text = [*(str(x.number if same else x) for x in lengths[:-1]), str(lengths[-1])]
    return " or ".join(lengths_text), max((t.confidence for t in terms), key=CONFIDENCES.index)


def _may_apply(rule: Rule, facts: Mapping[str, str]) -> bool:
    """Whether the rule may apply to a case with these facts; facts that are not given may have any value."""
    return all(fact not in facts or facts[fact] in values for fact, values in rule.when.items())


def source_text(term: Term) -> str:
    """The source of a term, its date and its confidence."""
    return Source(term.source, term.dated, term.confidence).summary()


def extension_text(extension: Extension | None) -> str:
    """How far, and how often, a deadline may be moved; empty if it may not."""
    if extension is None:
        return ""
    return trn("{length}, once", "{length}, {count} times", extension.times, length=length_words(extension.length))


def pauses_text(pauses: Pauses | None) -> str:
    """The events that pause and resume the clock; empty without pauses."""
    if pauses is None:
        return ""
    since, until = events_text(pauses.since), events_text(pauses.until)
    if pauses.most:
        return tr(
            "from {since} until {until}, {most} at most", since=since, until=until, most=length_words(pauses.most)
        )
    return tr("from {since} until {until}", since=since, until=until)


def overlay_text(overlay: Overlay) -> str:
    """The rules and duties that an overlay makes longer, by how much, and when."""
    windows = {tr("window {kind}", kind=kind) for kind in overlay.windows}
    names = text.listed(sorted({*overlay.rules, *overlay.duties, *windows}))
    dates = order_days_text(overlay) if windows else dates_text(overlay)
    if overlay.last_day:
        return tr("{names}: until {last_day}, {dates}", names=names, last_day=text.day(overlay.last_day), dates=dates)
    if overlay.expected:
        return tr("{names}: expected, not known until when, {dates}", names=names, dates=dates)
    if overlay.plus:
        return tr("{names}: {length} more, {dates}", names=names, length=length_words(overlay.plus), dates=dates)
    return tr("{names}: {length}, {dates}", names=names, length=length_words(overlay.length or ""), dates=dates)


def order_days_text(overlay: Overlay) -> str:
    """The days of the orders for which an overlay of buyer windows holds."""
    first, last = text.day(overlay.since), text.day(overlay.until - timedelta(days=1))
    return tr("for orders from {first} to {last}", first=first, last=last)


def window_text(window: BuyerWindow) -> str:
    """`by law: 14 days from order delivered`."""
    length = tr("{length} from {event}", length=length_words(window.length), event=event_text(window.starts))
    kind = tr(WINDOW_KIND_TEXTS[window.kind])
    return text.enumerated(filter(None, (text.labelled(kind, length), dates_text(window))))


def cost_text(fact: CostFact) -> str:
    """A cost fact: its figure and value, what it says, and where that was read."""
    return text.labelled(f"{fact.figure} {fact.value}", noted_source(fact.source))


def grade_key(rule: GradeRule) -> str:
    """What a grade rule is about: `grade minor, severe`."""
    return tr("grade {grades}", grades=text.listed(g for g in GRADES if g in rule.grades))


def grade_text(rule: GradeRule) -> str:
    """A grade rule: what goes back, what it says, and where that was read."""
    return text.labelled(grade_outcome(rule), noted_source(rule.source))


def grade_outcome(rule: GradeRule) -> str:
    """What goes back by a grade rule: `a refund with 0 % to 50 % off`."""
    if rule.outcome == "full":
        return tr("a full refund")
    if rule.outcome == "refuse":
        return tr("refuse the goods")
    least, most = percent(rule.least_off), percent(rule.most_off)
    if least == most:
        return tr("a refund with {most} off", most=most)
    return tr("a refund with {least} to {most} off", least=least, most=most)


def percent(share: Decimal) -> str:
    """A share as a percentage: `50 %`."""
    return f"{(share * 100).normalize():f} %"


def noted_source(source: Source) -> str:
    """What a source says, and where it was read."""
    if not source.note:
        return source.summary()
    return tr("{note} ({source})", note=tr(source.note).removesuffix(".").removesuffix("。"), source=source.summary())


def conditions_text(rule: Rule) -> str:
    """The conditions of a rule: `kind refund or return; fulfilment seller`; empty without any."""
    return text.clauses(
        tr("{fact} {values}", fact=tr(_CONDITIONS[fact]), values=text.either(_condition(v) for v in sorted(values)))
        for fact, values in rule.when.items()
    )


def _condition(value: str) -> str:
    return tr(_CONDITION_VALUES[value]) if value in _CONDITION_VALUES else label(value)


_CONDITIONS = {
    "kind": mark("kind", "a condition"),
    "mode": mark("mode", "a condition"),
    "fulfilment": mark("fulfilment", "a condition"),
    "market": mark("market", "a condition"),
    "cause": mark("cause", "a condition"),
    "ruling": mark("ruling", "a condition"),
    "approved-by": mark("approved-by", "a condition"),
    "quick-refund": mark("quick-refund", "a condition"),
    "order-type": mark("order-type", "a condition"),
    "shipping-type": mark("shipping-type", "a condition"),
    "chatbot": mark("chatbot", "a condition"),
    "returnable": mark("returnable", "a condition"),
    "seller": mark("seller", "a condition"),
    "claim-on": mark("claim-on", "a condition"),
    "claim-because": mark("claim-because", "a condition"),
    "claim-parcel": mark("claim-parcel", "a condition"),
    "claim-window": mark("claim-window", "a condition"),
    "receipt": mark("receipt", "a condition"),
    "postage": mark("postage", "a condition"),
}
_CONDITION_VALUES = {
    "yes": mark("yes", "a condition"),
    "no": mark("no", "a condition"),
    "unknown": mark("unknown", "a condition"),
    "regular": mark("regular", "a condition"),
    "pre-order": mark("pre-order", "a condition"),
    "made-to-order": mark("made-to-order", "a condition"),
    "back-order": mark("back-order", "a condition"),
    "custom": mark("custom", "a condition"),
    "local": mark("local", "a condition"),
    "cross-border": mark("cross-border", "a condition"),
    "reimbursed": mark("reimbursed", "a condition"),
    "own": mark("own", "a condition"),
    "damaged": mark("damaged", "a condition"),
    "not-received": mark("not-received", "a condition"),
    "outbound": mark("outbound", "a condition"),
    "fault": mark("fault", "a condition"),
    "carrier": mark("carrier", "a condition"),
}


def events_text(names: frozenset[str]) -> str:
    """Events in words, in alphabetical order of their names, with commas."""
    return text.listed(map(event_text, sorted(names)))
