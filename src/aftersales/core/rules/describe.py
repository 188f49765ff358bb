"""Decides how rules and their terms read in a few words, for lists and comparisons; leaves the reckoning of a deadline
in words to `why`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from aftersales import text
from aftersales.core.rules.policy import Extension, Overlay, Pauses, Policy, Rule, Term
from aftersales.core.time.calendar import WEEKDAYS
from aftersales.toml.reader import CONFIDENCES


def term(told: Term) -> str:
    """`2 business days, below 100.00 GBP, for starts from Wed 1 Apr 2026`."""
    parts = (length(told), told.limit_text(), started_on(told), dates(told))
    return ", ".join(part for part in parts if part)


def length(told: Term) -> str:
    """How long it is, and how its days are cut: `1 business day, cut-off 14:00, ends 23:59:59`."""
    parts = [str(told.length)]
    if told.cut_off is not None:
        first = "" if told.cut_off.same_day else " (counted from the next day)"
        parts.append(f"cut-off {told.cut_off.at:%H:%M}{first}")
    if told.ends is not None:
        parts.append(f"ends {told.ends}")
    if told.zone is not None:
        parts.append(f"in {told.zone.key}")
    return ", ".join(parts)


def started_on(told: Term) -> str:
    """On which days a clock must start to have it; an empty text where on any."""
    if told.started_on is None:
        return ""
    if isinstance(told.started_on, str):
        return f"started on a {told.started_on.replace('-', ' ')}"
    return f"started on {' or '.join(WEEKDAYS[day] for day in sorted(told.started_on))}"


def dates(told: Term | Overlay) -> str:
    """For which starting dates it holds; an empty text where for all."""
    since = f"from {text.day(told.since)}" if told.since else ""
    until = f"before {text.day(told.until)}" if told.until else ""
    return f"for starts {' and '.join(p for p in (since, until) if p)}" if since or until else ""


def response_time(policy: Policy, day: date) -> tuple[str, str] | None:
    """How long the seller has to answer a return asked for on `day`, `2 or 4 business days` where that depends on the
    order, and the confidence of the least sure of these terms; None where no rule says.
    """
    asked = {"kind": "return", "market": policy.market, "fulfilment": "seller"}
    terms = [
        t
        for rule in policy.rules
        if (rule.duty, rule.owner) == ("respond", "seller") and _asks(rule, asked)
        for t in policy.in_force(rule, day)
    ]
    if not terms:
        return None
    lengths = list(dict.fromkeys(t.length for t in terms))
    same = len({x.unit for x in lengths}) == 1
    words = [*(str(x.number if same else x) for x in lengths[:-1]), str(lengths[-1])]
    return " or ".join(words), max((t.confidence for t in terms), key=CONFIDENCES.index)


def _asks(rule: Rule, facts: Mapping[str, str]) -> bool:
    """Whether a rule may be for a case with these facts."""
    return all(fact not in facts or facts[fact] in values for fact, values in rule.when.items())


def source(told: Term) -> str:
    """Where it was read, when that was written, how far to trust it."""
    dated = f", {told.dated.isoformat()}" if told.dated else ""
    return f"{told.source}{dated}; confidence {told.confidence}"


def extension(told: Extension | None) -> str:
    """How far and how often a deadline may be moved; an empty text where it may not."""
    return f"{told.length}, {'once' if told.times == 1 else f'{told.times} times'}" if told else ""


def pauses(told: Pauses | None) -> str:
    """What stops the clock for a while; an empty text where nothing does."""
    if told is None:
        return ""
    most = f", {told.most} at most" if told.most else ""
    return f"from {events(told.since)} until {events(told.until)}{most}"


def overlay(told: Overlay) -> str:
    """What an overlay makes longer, and when."""
    what = ", ".join(sorted({*told.rules, *told.duties}))
    return f"{what}: {f'{told.plus} more' if told.plus else told.length}, {dates(told)}"


def when(rule: Rule) -> str:
    """Which cases it is for: `kind refund or return; fulfilment seller`; an empty text where for all."""
    return "; ".join(f"{fact} {' or '.join(sorted(values))}" for fact, values in rule.when.items())


def events(names: frozenset[str]) -> str:
    """Events in order, with commas."""
    return ", ".join(sorted(names))
