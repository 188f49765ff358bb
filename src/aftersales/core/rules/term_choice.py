"""The term and deadline that apply to a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.model import Case
from aftersales.core.money.amount import Money
from aftersales.core.rules.policy import Overlay, Policy, Rule, Term
from aftersales.core.time import length as time_length
from aftersales.core.time.length import Deadline, Length
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple

_MOST_KNOWN = 1024  # deadlines that are kept in mind


class ExtendedTerm(NamedTuple):
    """An overlay that applies to a clock, the term that it gives, and that term's deadline."""

    overlay: Overlay
    term: Term
    deadline: Deadline


class ChoiceValue(NamedTuple):
    """The amount by which a term was chosen. `of` is what it is the amount of: order, item or refund.
    `undecided` says why it could not decide: `currency` or `limits`.
    """

    amount: Money | None
    of: str
    undecided: str = ""

    def describe(self, term: Term) -> str:
        """Why `term` was chosen, as a phrase."""
        if self.amount is None:
            return tr("the amounts of the order and the refund are unknown, so the shorter term is used")
        amount = tr(_AMOUNT_OF[self.of], amount=self.amount)
        if self.undecided == "currency":
            return tr("{amount}, not in the currency of the rule's limit, so the shorter term is used", amount=amount)
        if self.undecided:
            return tr("{amount}, outside all limits, so the shorter term is used", amount=amount)
        return text.enumerated([amount, term.limit_text()]) if term.limits else amount


_AMOUNT_OF = {
    "order": mark("order: {amount}"),
    "item": mark("item: {amount}"),
    "refund": mark("refund asked, as the order amount is unknown: {amount}"),
    "item-refund": mark("refund asked, as the price of the item is unknown: {amount}"),
}


class ChosenTerm(NamedTuple):
    """The term that holds, with its deadline. `value` is None if no amount was needed to choose it.

    If an overlay made it longer, `base` is the rule's own term with its deadline. `overlays` are all that apply, with
    the latest deadline first.
    """

    term: Term
    deadline: Deadline
    value: ChoiceValue | None = None
    base: tuple[Term, Deadline] | None = None
    overlays: tuple[ExtendedTerm, ...] = ()

    @property
    def reason(self) -> str:
        """Why the term was chosen, as a phrase; empty if it was the only one."""
        return self.value.describe(self.base[0] if self.base else self.term) if self.value else ""


def choose_term(rule: Rule, start: datetime, case: Case, policy: Policy, zone: ZoneInfo) -> ChosenTerm | None:
    """The term of a rule for a clock that starts at `start` (UTC), with its deadline; `zone` is the market's.

    The local date of the start and the order's value decide. If the value is not known, or is in another currency, the
    shorter term holds. None if no term covers the date, or if the term follows a handling time that is not known.
    """
    current, over = policy.steady_terms(rule), list[Overlay]()
    if current is None or policy.overlays:  # the day decides
        day = time_length.local_time(start, zone).date()
        current, over = policy.in_force(rule, day), [o for o in policy.overlays if o.covers(rule, day)]
    if len(current) != 1 or current[0].handling:
        current = _after_handling(current, case)
    if not current:
        return None
    reckon = _known_deadline if case.observations else deadline_of
    if len(current) == 1 and not current[0].limits:
        chosen = ChosenTerm(current[0], reckon(current[0], start, policy, zone))
    else:
        admitted, value = _terms_for_value(current, case, rule.value_of)
        choices = [ChosenTerm(term, reckon(term, start, policy, zone), value) for term in admitted]
        chosen = choices[0] if len(choices) == 1 else min(choices, key=_due)
    return _with_overlays(chosen, over, start, policy, zone) if over else chosen


def _after_handling(terms: tuple[Term, ...], case: Case) -> tuple[Term, ...]:
    """The terms with the order's handling time; without those that follow one where it is not known."""
    if not any(t.handling for t in terms):
        return terms
    time = case.order_snapshot.handling if case.order_snapshot else None
    if time is None:
        return tuple(t for t in terms if not t.handling)
    return tuple(t.after_handling(time) if t.handling else t for t in terms)


def opening_of(term: Term, start: datetime, policy: Policy, zone: ZoneInfo) -> Deadline | None:
    """When a duty can first be done whose clock starts at `start` (UTC), as the end of the term's `opens`; None for a
    term that is open from the start. What opens within a term that runs from the start does so at its closing hour.
    """
    if term.opens is None:
        return None
    ends = term.ends if term.from_start else None
    return time_length.term_deadline(start, term.opens, term.zone or zone, policy.calendar_of(term), ends)


def deadline_of(term: Term, start: datetime, policy: Policy, zone: ZoneInfo) -> Deadline:
    """The deadline of a term that starts at `start` (UTC). `zone` is the market's, for a term without its own."""
    days = policy.calendar_of(term) if term.weekdays else policy.calendar
    if term.opens:
        start = _counted_from(term, start, policy, zone)
    if term.lead is not None:
        start = time_length.term_deadline(start, term.lead, term.zone or zone, days).due
    cut_off = time_length.WHOLE_DAY if term.first_counts else term.cut_off
    return time_length.term_deadline(start, term.length, term.zone or zone, days, term.ends, cut_off)


def _known_deadline(term: Term, start: datetime, policy: Policy, zone: ZoneInfo) -> Deadline:
    """The same, for a start that others are likely to share: what one file shows of many requests."""
    known, key = policy.deadlines, (id(term), start, zone)
    reckoned = known.get(key)
    if reckoned is None:
        if len(known) > _MOST_KNOWN:
            known.clear()
        reckoned = known[key] = term, deadline_of(term, start, policy, zone)  # the term too: its id stays its own
    return reckoned[1]


def _counted_from(term: Term, start: datetime, policy: Policy, zone: ZoneInfo) -> datetime:
    """From when the length of a term is counted (UTC): the opening, where it has one, else the start."""
    opening = opening_of(term, start, policy, zone) if term.opens and not term.from_start else None
    return opening.due if opening else start


def _terms_for_value(current: Sequence[Term], case: Case, value_of: str) -> tuple[Sequence[Term], ChoiceValue | None]:
    """The terms that the value of the order or item admits; all of them if the value can't decide."""
    limited = [t for t in current if t.limits]
    if not limited:
        return current, None
    value = _value(case, value_of)
    amount = value.amount
    if amount is None:
        return current, value
    if [t for t in limited if t.currency != amount.currency]:
        return current, value._replace(undecided="currency")
    inside = [t for t in current if t.admits(amount.minor)]
    return (inside, value) if inside else (current, value._replace(undecided="limits"))


def _value(case: Case, value_of: str) -> ChoiceValue:
    """The amount that the limits compare. An item's is at most the refund asked for, and never the order's."""
    known = case.item_amount if value_of == "item" else case.order_amount
    if known is not None:
        return ChoiceValue(known, value_of)
    return ChoiceValue(case.amount, "item-refund" if value_of == "item" else "refund")


def _due(chosen: ChosenTerm) -> datetime:
    return chosen.deadline.due


def _with_overlays(
    chosen: ChosenTerm, overlays: Sequence[Overlay], start: datetime, policy: Policy, zone: ZoneInfo
) -> ChosenTerm:
    """The choice with the overlay that gives the latest deadline, if that is later than the term's own."""
    longer = [_extended(o, chosen, start, policy, zone) for o in overlays]
    longer.sort(key=lambda found: (found.deadline.due, found.overlay.name), reverse=True)
    best = longer[0]
    if best.deadline.due <= chosen.deadline.due:
        return chosen._replace(overlays=tuple(longer))
    return ChosenTerm(
        best.term, best.deadline, chosen.value, base=(chosen.term, chosen.deadline), overlays=tuple(longer)
    )


def _extended(overlay: Overlay, chosen: ChosenTerm, start: datetime, policy: Policy, zone: ZoneInfo) -> ExtendedTerm:
    term, plus = chosen.term, overlay.plus
    if plus is not None and plus.unit != term.length.unit:
        return ExtendedTerm(overlay, term, _deadline_with_more(chosen, plus, start, policy, term.zone or zone))
    number = term.length.number + plus.number if plus is not None else 0
    length = overlay.length or Length(number, term.length.unit)
    longer_term = term._replace(length=length)
    if length.unit == "hours" and term.cut_off is not None:
        longer_term = longer_term._replace(cut_off=None)
    return ExtendedTerm(overlay, longer_term, deadline_of(longer_term, start, policy, zone))


def _deadline_with_more(chosen: ChosenTerm, plus: Length, start: datetime, policy: Policy, zone: ZoneInfo) -> Deadline:
    """The deadline of a term with `plus` of another unit added: from the end of its length, then the closing hour.

    2 business days with the end of the day, from Mon 10:00, lead to Wed 10:00 and so to Wed 23:59:59. 12 hours more
    lead to Wed 22:00 and change nothing. From Mon 15:00 they lead to Thu 03:00, and so to Thu 23:59:59.
    """
    term, before = chosen.term, chosen.deadline
    end = time_length.term_deadline(before.end_utc(zone), plus, zone, policy.calendar_of(term)).due
    if term.ends is None:
        return before.moved(end, end, zone)
    start = _counted_from(term, start, policy, zone)
    return before.moved(
        time_length.closing_instant(time_length.local_time(end, zone), term.ends, zone, start), end, zone
    )
