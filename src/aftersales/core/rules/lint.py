"""Decides which rules of a policy can't be meant, though every word in them is known; leaves reading to `policy_file`.

What is told here would give a deadline nobody expects, or none: terms that overlap or leave a gap, a clock that no
event can start, one that is stopped by what starts it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from aftersales.core.cases.events import KINDS_OF, TIMEOUT_EVENTS
from aftersales.core.cases.transitions import TRANSITIONS
from aftersales.core.money.amount import Money
from aftersales.core.rules.policy import Policy, Rule, Term
from aftersales.core.vocabulary import KINDS
from aftersales.errors import Mistake


def lint_policy(policy: Policy, duties: Collection[str] = ()) -> list[Mistake]:
    """What can't be meant, rule by rule. `duties` are those known elsewhere: a name close to one of them is a slip."""
    return [
        Mistake(rule.file, place, what)
        for rule in policy.rules
        for place, what in (
            *_duty(rule, duties),
            *_starts(rule, policy.rules),
            *_stops(rule),
            *_dates(rule),
            *_values(rule),
        )
    ]


def _duty(rule: Rule, duties: Collection[str]) -> Iterator[tuple[str, str]]:
    near = get_close_matches(rule.duty, sorted(duties), n=1, cutoff=0.8)
    if duties and rule.duty not in duties and near:
        yield f"rule {rule.id}", f"duty is {rule.duty!r}, which no other rule has; did you mean {near[0]!r}?"


def _starts(rule: Rule, rules: Sequence[Rule]) -> Iterator[tuple[str, str]]:
    kinds = rule.when.get("kind", frozenset(KINDS))
    if any(kinds & _kinds(event, rules) for event in rule.starts):
        return
    for event in sorted(rule.starts):
        can = sorted(_kinds(event, rules))
        having = f"only {', '.join(can)} can have it" if can else _unlapsed(event)
        yield (
            f"rule {rule.id}",
            f"it starts with {event}, which no {' or '.join(sorted(kinds))} can have: its clock never runs; {having}",
        )


def _kinds(event: str, rules: Iterable[Rule]) -> frozenset[str]:
    """The kinds of case that can have an event. What silence brings, those of the rules whose silence brings it."""
    found = {kind for t in TRANSITIONS if t.event == event for kind in t.kinds} | set(KINDS_OF.get(event, ()))
    if event in TIMEOUT_EVENTS.values():
        found |= {k for r in rules if TIMEOUT_EVENTS.get(r.outcome) == event for k in r.when.get("kind", KINDS)}
    elif not found:
        found = set(KINDS)
    return frozenset(found)


def _unlapsed(event: str) -> str:
    outcome = next((o for o, e in TIMEOUT_EVENTS.items() if e == event), "")
    return f"it takes a rule with outcome {outcome!r}"


def _stops(rule: Rule) -> Iterator[tuple[str, str]]:
    """What starts a clock may stop the one before it too, but not be all that stops it, nor if it comes only once."""
    both = rule.starts & rule.stops
    if rule.starts == rule.stops or both & set(KINDS_OF) - {"request.resubmitted"}:
        events = ", ".join(sorted(both))
        yield f"rule {rule.id}", f"{events} both starts and stops it; take it out of stops, or name what meets the duty"


def _dates(rule: Rule) -> Iterator[tuple[str, str]]:
    """Days between the first and the last day of all terms on which none is in force."""
    ends = sorted({t.until for t in rule.terms if t.until is not None})
    for day in ends:
        later = [t.since for t in rule.terms if t.since is not None and t.since > day]
        if later and not any(t.covers(day) for t in rule.terms):
            yield (
                f"rule {rule.id}",
                f"no term is in force from {day} until {min(later)}, so requests of those days get no deadline; "
                "let the terms meet",
            )


def _values(rule: Rule) -> Iterator[tuple[str, str]]:
    """On each day from which other terms hold: values that two terms claim, or none."""
    told = set()
    numbered = list(enumerate(rule.terms, 1))
    for day in sorted({date.min} | {d for t in rule.terms for d in (t.since, t.until) if d is not None}):
        for kind in {str(t.started_on): t.started_on for t in rule.terms}.values():
            current = [(n, t) for n, t in numbered if t.covers(day) and t.started_on == kind]
            newest = max((t.since or date.min for _, t in current), default=None)
            for what in _clashes([(n, t) for n, t in current if (t.since or date.min) == newest]):
                if what not in told:
                    told.add(what)
                    yield f"rule {rule.id}", what


def _clashes(group: Sequence[tuple[int, Term]]) -> Iterator[str]:
    since = next((t.since for _, t in group if t.since is not None), None)
    when = f" from {since} on" if since else ""
    currencies = {t.currency for _, t in group if t.limits}
    if len(group) < 2 and not currencies:
        return
    if len(currencies) > 1:
        return  # another currency than the order's: the shorter holds, and `explain` says so
    currency = next(iter(currencies), None) or ""
    edges = sorted({limit for _, t in group for _, limit in t.limits})
    for minor in sorted({0, *(v for edge in edges for v in (edge - 1, edge, edge + 1) if v >= 0)}):
        inside = [n for n, t in group if t.admits(minor)]
        worth = f" for an order of {Money(minor, currency)}" if edges else ""
        if len(inside) > 1:
            terms = " and ".join(map(str, inside))
            yield (
                f"terms {terms} are both{worth or ' for every order'}{when}, so the shorter would be used; keep one, "
                "or give each the amounts it is for (below, at-least)"
            )
            return
        if not inside:
            yield (
                f"no term is{worth}{when}, so the shorter of the others would be used; change a limit so that every "
                "amount has its term (at-least or up-to take in the amount itself)"
            )
            return
