"""Differences between two policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from aftersales import text
from aftersales.core.money.amount import Money
from aftersales.core.rules import describe
from aftersales.core.rules.policy import Policy, Rule
from aftersales.core.time.calendar import WEEKDAYS, Calendar
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple


class FieldChange(NamedTuple):
    """One field that differs, as text; None for a field that is absent on that side."""

    key: str
    before: str | None
    after: str | None


class RuleDifference(NamedTuple):
    """A rule that differs: added (no `before`), removed (no `after`) or changed."""

    before: Rule | None
    after: Rule | None
    changes: tuple[FieldChange, ...]

    @property
    def change(self) -> str:
        """added, removed or changed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def rule_differences(before: Policy, after: Policy) -> list[RuleDifference]:
    """The rules that differ, in the order of the first policy; then the new rules.

    Rules with the same id belong together. Of the rest two rules belong together if they bind the same duty of the same
    owner from the same event on for the same kinds of case, and no third rule does.
    """
    pairs = _pairs(before.rules, after.rules)
    all_differences = [RuleDifference(a, b, tuple(_changes(a, b))) for a, b in pairs]
    return [d for d in all_differences if any(c.key != "id" for c in d.changes)]


def general_changes(before: Policy, after: Policy) -> list[FieldChange]:
    """What differs besides the rules: zone, currency, calendar, buyer window, advice, overlays.

    The days are compared only for calendars of the same name: otherwise hundreds of them differ.
    """
    old, new = _general_facts(before), _general_facts(after)
    changes = [FieldChange(key, old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)]
    same = before.calendar.name == after.calendar.name
    return changes + (list(_calendar_changes(before.calendar, after.calendar)) if same else [])


def _general_facts(policy: Policy) -> dict[str, str]:
    returnless, windows = policy.returnless, text.clauses(map(describe.window_text, policy.buyer_windows))
    facts = {
        "timezone": policy.timezone,
        "currency": policy.currency,
        "calendar": policy.calendar.name,
        "buyer-window": windows,
        "returnless": tr("up to {money}", money=Money(returnless.up_to, returnless.currency)) if returnless else "",
        tr("returnless note"): returnless.source.note if returnless else "",
    }
    if policy.local_service is not None:
        facts["local-service"] = policy.local_service.source.note
    for fact in policy.cost_facts:
        facts[f"{fact.figure} {fact.value}"] = fact.source.note
    for rule in policy.grade_rules:
        facts[describe.grade_key(rule)] = describe.grade_text(rule)
    for overlay in policy.overlays:
        facts[tr("overlay {name}", name=overlay.name)] = describe.overlay_text(overlay)
        facts[tr("overlay {name} note", name=overlay.name)] = overlay.note
    return {key: value for key, value in facts.items() if value}


def _calendar_changes(before: Calendar, after: Calendar) -> Iterator[FieldChange]:
    """What differs between two calendars of the same name."""
    for key, days in ((tr("closed days"), _closed_days), (tr("make-up days"), _extra_open_days)):
        old, new = days(before), days(after)
        differ = sorted(day for day in {**old, **new} if old.get(day) != new.get(day))
        if differ:
            was, now = (text.few(f"{d} {of[d]}".strip() for d in differ if d in of) or None for of in (old, new))
            yield FieldChange(key, was, now)
    for key, ask in _CALENDAR_FACTS.items():
        if ask(before) != ask(after):
            yield FieldChange(tr(key), ask(before) or None, ask(after) or None)


def _closed_days(calendar: Calendar) -> dict[date, str]:
    """The closed days with a name."""
    return {day: name for day, name in calendar.holidays.items() if calendar.why_closed(day) is not None}


def _extra_open_days(calendar: Calendar) -> dict[date, str]:
    """Make-up days, and days that the configuration opens."""
    return dict.fromkeys(sorted({*calendar.worked, *calendar.opened}), "")


_CALENDAR_FACTS: Mapping[str, Callable[[Calendar], str]] = {
    mark("closed weekdays"): lambda c: text.listed(WEEKDAYS[day] for day in sorted(c.closed_weekdays)),
    mark("weekdays not certain"): lambda c: text.listed(WEEKDAYS[day] for day in sorted(c.unsure_weekdays)),
    mark("source of the weekdays"): lambda c: c.weekdays_source.summary() if c.weekdays_source else "",
    mark("holidays published to"): lambda c: str(c.known_through or ""),
    mark("not known of the calendar"): lambda c: c.unverified,
}


def _pairs(before: Sequence[Rule], after: Sequence[Rule]) -> Iterator[tuple[Rule | None, Rule | None]]:
    by_id, old_ids = {r.id: r for r in after}, {r.id for r in before}
    left, new = [r for r in before if r.id not in by_id], [r for r in after if r.id not in old_ids]
    left_like, new_like = _by_likeness(left), _by_likeness(new)
    alike = {}
    for rule in left:
        same = _counterparts(rule, new_like)
        if len(same) == 1 and len(_counterparts(same[0], left_like)) == 1:
            alike[rule.id] = same[0]
    for rule in before:
        yield rule, by_id.get(rule.id) or alike.get(rule.id)
    taken = {r.id for r in alike.values()}
    for rule in new:
        if rule.id not in taken:
            yield None, rule


_Likeness = tuple[str, str, frozenset[str] | None]


def _likeness(rule: Rule) -> _Likeness:
    """What two rules have in common that belong together, besides a start."""
    return rule.duty, rule.owner, rule.when.get("kind")


def _by_likeness(rules: Sequence[Rule]) -> dict[tuple[_Likeness, str], list[Rule]]:
    """The rules by what they are about and each of their starts. Of those with the same, three are as good as all."""
    like: dict[tuple[_Likeness, str], list[Rule]] = {}
    for rule in rules:
        for start in rule.starts:
            same = like.setdefault((_likeness(rule), start), [])
            if len(same) < 3:
                same.append(rule)
    return like


def _counterparts(rule: Rule, like: Mapping[tuple[_Likeness, str], Sequence[Rule]]) -> list[Rule]:
    """The rules that could belong to one: none, the only one, or several."""
    rules = (other for start in sorted(rule.starts) for other in like.get((_likeness(rule), start), ()))
    return list({other.id: other for other in rules}.values())


def _changes(before: Rule | None, after: Rule | None) -> Iterator[FieldChange]:
    old, new = _facts(before), _facts(after)
    if before is not None and after is not None and before.id == after.id:  # notes of different rules always differ
        old, new = old | _notes(before), new | _notes(after)
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            yield FieldChange(key, old.get(key), new.get(key))


def _facts(rule: Rule | None) -> dict[str, str]:
    if rule is None:
        return {}
    facts = {
        "id": rule.id,
        "duty": rule.duty,
        "owner": rule.owner,
        "when": "; ".join(f"{fact} {' or '.join(sorted(values))}" for fact, values in rule.when.items()),
        "starts": describe.events_text(rule.starts),
        "stops": describe.events_text(rule.stops),
        "outcome": rule.outcome,
        "stake": rule.stake,
        "act-late": "yes" if rule.act_late else "",
        "value-of": "" if rule.value_of == "order" else rule.value_of,
        "without-claim": rule.without_claim,
        "extension": describe.extension_text(rule.extension),
        "pauses": describe.pauses_text(rule.pauses),
    }
    facts |= {f"term {n}": describe.term_text(t) for n, t in enumerate(rule.terms, 1)}
    return {key: value for key, value in facts.items() if value}


def _notes(rule: Rule) -> dict[str, str]:
    notes = {"note": rule.note} | {f"term {n} note": t.note for n, t in enumerate(rule.terms, 1)}
    return {key: value for key, value in notes.items() if value}
