"""Checks for rules that can't be meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache, partial
from itertools import product

from aftersales import text
from aftersales.core.cases.events import KINDS_OF, TIMEOUT_EVENTS
from aftersales.core.cases.transitions import TRANSITIONS
from aftersales.core.money.amount import Money
from aftersales.core.rules.policy import Policy, Rule, Term
from aftersales.core.vocabulary import KINDS
from aftersales.errors import Mistake
from aftersales.language import tr

_ALL_KINDS = frozenset(KINDS)


def lint_policy(policy: Policy, duties: Collection[str] = ()) -> list[Mistake]:
    """Mistakes in the meaning of rules: terms that overlap or leave a gap, a clock that never starts or stops.

    `duties` are the duties of other policies. A name close to one of them is taken for a typing error.
    """
    kinds = cache(partial(_kinds, rules=policy.rules))  # of an event: nearly every rule starts with one of a few
    return [
        Mistake(rule.file, place, problem)
        for rule in policy.rules
        for place, problem in (
            *_duty(rule, duties),
            *_starts(rule, kinds),
            *_stops(rule),
            *_dates(rule),
            *_values(rule),
        )
    ]


def _duty(rule: Rule, duties: Collection[str]) -> Iterator[tuple[str, str]]:
    if rule.duty not in duties and (near := _nearest(rule.duty, frozenset(duties))):
        yield (
            f"rule {rule.id}",
            tr("no other rule has duty {duty!r}; did you mean {near!r}?", duty=rule.duty, near=near),
        )


@lru_cache(maxsize=1024)  # a file may have thousands of rules with a duty of its own
def _nearest(duty: str, duties: frozenset[str]) -> str | None:
    return next(iter(get_close_matches(duty, sorted(duties), n=1, cutoff=0.8)), None)


def _starts(rule: Rule, kinds_of: Callable[[str], frozenset[str]]) -> Iterator[tuple[str, str]]:
    kinds = rule.when.get("kind", _ALL_KINDS)
    if any(kinds & kinds_of(event) for event in rule.starts):
        return
    for event in sorted(rule.starts):
        possible = sorted(kinds_of(event))
        hint = tr("only {kinds} can have it", kinds=text.listed(possible)) if possible else _needed_outcome(event)
        yield (
            f"rule {rule.id}",
            tr(
                "its clock never runs: no {kinds} can have its start event {event}; {hint}",
                event=event,
                kinds=text.either(sorted(kinds)),
                hint=hint,
            ),
        )


def _kinds(event: str, rules: Iterable[Rule]) -> frozenset[str]:
    """The kinds of case that can have an event. For a timeout event: the kinds of the rules with that outcome."""
    kinds = {kind for t in TRANSITIONS if t.event == event for kind in t.kinds} | set(KINDS_OF.get(event, ()))
    if event in TIMEOUT_EVENTS.values():
        kinds |= {k for r in rules if TIMEOUT_EVENTS.get(r.outcome) == event for k in r.when.get("kind", KINDS)}
    elif not kinds:
        kinds = set(KINDS)
    return frozenset(kinds)


def _needed_outcome(event: str) -> str:
    outcome = next((o for o, e in TIMEOUT_EVENTS.items() if e == event), "")
    return tr("a rule with outcome {outcome!r} is needed", outcome=outcome)


def _stops(rule: Rule) -> Iterator[tuple[str, str]]:
    """The event that starts a clock may also stop the one before, but not alone, nor if it happens only once."""
    both = rule.starts & rule.stops
    if rule.starts == rule.stops or both & set(KINDS_OF) - {"request.resubmitted"}:
        events = text.listed(sorted(both))
        yield (
            f"rule {rule.id}",
            tr(
                "{events} both starts and stops it; take it out of stops, or name the event that fulfils the duty",
                events=events,
            ),
        )


def _dates(rule: Rule) -> Iterator[tuple[str, str]]:
    """Days between the first and the last day of all terms on which no term is in force."""
    ends = sorted({t.until for t in rule.terms if t.until is not None})
    for day in ends:
        later = [t.since for t in rule.terms if t.since is not None and t.since > day]
        if later and not any(t.covers(day) for t in rule.terms):
            yield (
                f"rule {rule.id}",
                tr(
                    "no term is in force from {since} until {until}, so requests of those days get no deadline; "
                    "close the gap",
                    since=day,
                    until=min(later),
                ),
            )


def _values(rule: Rule) -> Iterator[tuple[str, str]]:
    """Order values that two terms claim, or none: on each day from which other terms hold."""
    problems = (problem for terms in _terms_together(rule.terms) for problem in _value_problems(terms))
    for problem in dict.fromkeys(problems):
        yield f"rule {rule.id}", problem


def _terms_together(terms: Sequence[Term]) -> Iterator[Sequence[tuple[int, Term]]]:
    """Groups of terms that are in force at the same time, each term with its number."""
    changes = sorted({date.min} | {day for t in terms for day in (t.since, t.until) if day is not None})
    starts = {str(t.started_on): t.started_on for t in terms}.values()
    for day, started_on in product(changes, starts):
        current = [(n, t) for n, t in enumerate(terms, 1) if t.covers(day) and t.started_on == started_on]
        newest = max((t.since or date.min for _, t in current), default=None)
        yield [(n, t) for n, t in current if (t.since or date.min) == newest]


def _value_problems(group: Sequence[tuple[int, Term]]) -> Iterator[str]:
    since = next((t.since for _, t in group if t.since is not None), None)
    currencies = {t.currency for _, t in group if t.limits}
    if len(group) < 2 and not currencies:
        return
    if len(currencies) > 1:
        return  # in another currency the shorter term holds, and `explain` says so
    currency = next(iter(currencies), None) or ""
    edges = sorted({limit for _, t in group for _, limit in t.limits})
    for minor in sorted({0, *(v for edge in edges for v in (edge - 1, edge, edge + 1) if v >= 0)}):
        inside = [n for n, t in group if t.admits(minor)]
        value = Money(minor, currency) if edges else None
        if len(inside) > 1:
            yield _overlap(text.together(inside), value, since)
            return
        if not inside:
            yield _gap(value, since)
            return


def _overlap(terms: str, value: Money | None, since: date | None) -> str:
    """That several terms are for the same orders."""
    orders = tr("an order of {amount}", amount=value) if value is not None else tr("every order")
    if since:
        orders = tr("{orders} from {since} on", orders=orders, since=since)
    return tr(
        "terms {terms} are all for {orders}, so the shorter would be used; keep one, or give each the amounts it is "
        "for (below, at-least)",
        terms=terms,
        orders=orders,
    )


def _gap(value: Money | None, since: date | None) -> str:
    """That no term is for some orders."""
    orders = tr("an order of {amount}", amount=value) if value is not None else tr("any order")
    if since:
        orders = tr("{orders} from {since} on", orders=orders, since=since)
    return tr(
        "no term is for {orders}, so the shorter of the others would be used; change a limit so that every amount "
        "has its term (at-least or up-to include the amount itself)",
        orders=orders,
    )
