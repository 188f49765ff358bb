"""Decides which term of a rule holds for a case, by the date on which its clock starts and by the order's value, and
whether an overlay makes it longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales.core.cases.model import Case
from aftersales.core.money.amount import Money
from aftersales.core.rules.policy import Overlay, Policy, Rule, Term
from aftersales.core.time import length as time_length
from aftersales.core.time.length import Deadline, Length
from aftersales.record import NamedTuple


class ExtendedTerm(NamedTuple):
    """An overlay whose range holds the start of a clock, and the deadline that the term has by it."""

    overlay: Overlay
    term: Term
    deadline: Deadline


class ChoiceValue(NamedTuple):
    """The amount by which a term was chosen among those in force, and what came of it."""

    amount: Money | None
    of_order: bool
    why_shorter: str = ""

    def describe(self, term: Term) -> str:
        """How `term` was chosen, in words."""
        if self.amount is None:
            return "neither the order's value nor the refund is known, so the shorter term is used"
        name = "order" if self.of_order else "refund asked, as no order amount is known"
        if self.why_shorter:
            return f"{name}: {self.amount}{self.why_shorter}, so the shorter term is used"
        return f"{name}: {self.amount}" + (f", {term.limit_text()}" if term.limits else "")


class ChosenTerm(NamedTuple):
    """The term that holds, its deadline, and the value by which it was chosen among others (None: by none). `base` is
    the term as its rule has it, where an overlay makes it longer; `overlays` are those whose range holds the start, the
    one that counts first.
    """

    term: Term
    deadline: Deadline
    value: ChoiceValue | None = None
    base: tuple[Term, Deadline] | None = None
    overlays: tuple[ExtendedTerm, ...] = ()

    @property
    def reason(self) -> str:
        """How the term was chosen, in words; an empty text where it was the only one."""
        return self.value.describe(self.base[0] if self.base else self.term) if self.value else ""


def choose_term(rule: Rule, start: datetime, case: Case, policy: Policy, zone: ZoneInfo) -> ChosenTerm | None:
    """The term in force on the start's local date for the order's value, with its deadline. `zone` is the market's.

    None where no term covers the date. Where the value is not known, or is in another currency, the shorter term holds.
    """
    day = time_length.local_time(start, zone).date()
    current = policy.in_force(rule, day)
    if not current:
        return None
    if len(current) == 1 and not current[0].limits:
        chosen = ChosenTerm(current[0], deadline_of(current[0], start, policy, zone))
    else:
        admitted, value = _by_value(current, case)
        found = [ChosenTerm(term, deadline_of(term, start, policy, zone), value) for term in admitted]
        chosen = found[0] if len(found) == 1 else min(found, key=_due)
    over = [o for o in policy.overlays if o.covers(rule, day)] if policy.overlays else []
    return _overlaid(chosen, over, start, policy, zone) if over else chosen


def deadline_of(term: Term, start: datetime, policy: Policy, zone: ZoneInfo) -> Deadline:
    """When a term ends that starts at an instant; `zone` is the market's, for a term that has none of its own."""
    return time_length.term_deadline(start, term.length, term.zone or zone, policy.calendar, term.ends, term.cut_off)


def _by_value(current: Sequence[Term], case: Case) -> tuple[Sequence[Term], ChoiceValue | None]:
    """Of terms in force those that the order's value admits; where it decides nothing all, and the shortest holds."""
    if not any(t.limits for t in current):
        return current, None
    amount = case.order_amount or case.amount
    value = ChoiceValue(amount, of_order=bool(case.order_amount))
    if amount is None:
        return current, value
    if any(t.limits and t.currency != amount.currency for t in current):
        return current, value._replace(why_shorter=", another currency than the rule's limit")
    inside = [t for t in current if t.admits(amount.minor)]
    return (inside, value) if inside else (current, value._replace(why_shorter=" fits no limit"))


def _due(chosen: ChosenTerm) -> datetime:
    return chosen.deadline.due


def _overlaid(
    chosen: ChosenTerm, overlays: Sequence[Overlay], start: datetime, policy: Policy, zone: ZoneInfo
) -> ChosenTerm:
    """The term made longer by the overlay that gives the latest deadline, where one gives a later one at all."""
    longer = [_longer(o, chosen, start, policy, zone) for o in overlays]
    longer.sort(key=lambda found: (found.deadline.due, found.overlay.name), reverse=True)
    best = longer[0]
    if best.deadline.due <= chosen.deadline.due:
        return chosen._replace(overlays=tuple(longer))
    return ChosenTerm(
        best.term, best.deadline, chosen.value, base=(chosen.term, chosen.deadline), overlays=tuple(longer)
    )


def _longer(overlay: Overlay, chosen: ChosenTerm, start: datetime, policy: Policy, zone: ZoneInfo) -> ExtendedTerm:
    term, plus = chosen.term, overlay.plus
    if plus is not None and plus.unit != term.length.unit:
        return ExtendedTerm(overlay, term, _more(chosen, plus, start, policy, term.zone or zone))
    number = term.length.number + plus.number if plus is not None else 0
    length = overlay.length or Length(number, term.length.unit)
    made = term._replace(length=length)
    if length.unit == "hours" and term.cut_off is not None:
        made = made._replace(cut_off=None)
    return ExtendedTerm(overlay, made, deadline_of(made, start, policy, zone))


def _more(chosen: ChosenTerm, plus: Length, start: datetime, policy: Policy, zone: ZoneInfo) -> Deadline:
    """The deadline of a term with more of another unit on top: counted on from where the term's own length led, and
    then the closing hour of that day, as the pauses have it.
    """
    term, before = chosen.term, chosen.deadline
    end = time_length.term_deadline(before.end_utc(zone), plus, zone, policy.calendar).due
    if term.ends is None:
        return before.moved(end, end, zone)
    return before.moved(
        time_length.closing_instant(time_length.local_time(end, zone), term.ends, zone, start), end, zone
    )
