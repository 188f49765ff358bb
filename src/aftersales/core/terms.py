"""Decides which term of a rule holds for a case: by the date on which its clock starts, and by the order's value."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from aftersales.core import calendar
from aftersales.core.calendar import Deadline
from aftersales.core.model import Case
from aftersales.core.policy import Policy, Rule, Term


def choose(
    rule: Rule, start: datetime, case: Case, policy: Policy, zone: ZoneInfo
) -> tuple[Term, Deadline, str] | None:
    """The term in force on the start's local date for the order's value, its deadline, and how it was chosen in words.

    None where no term covers the date. Where the value is not known, or is in another currency, the shorter term holds.
    """
    day = start.astimezone(zone).date()
    current = [t for t in rule.terms if t.covers(day)]
    if not current:
        return None
    newest = max(t.since or date.min for t in current)
    current = [t for t in current if (t.since or date.min) == newest]
    ends = {id(t): calendar.add(start, t.length, zone, policy.calendar, t.ends) for t in current}
    shortest = min(current, key=lambda t: ends[id(t)].due)
    if not any(t.limits for t in current):
        return shortest, ends[id(shortest)], ""
    value, name = (
        (case.order_amount, "order")
        if case.order_amount
        else (case.amount, "refund asked, as no order amount is known")
    )
    if value is None:
        how = "neither the order's value nor the refund is known, so the shorter term is used"
        return shortest, ends[id(shortest)], how
    if any(t.limits and t.currency != value.currency for t in current):
        how = f"{name}: {value}, another currency than the rule's limit, so the shorter term is used"
        return shortest, ends[id(shortest)], how
    inside = [t for t in current if t.admits(value.minor)]
    if not inside:
        return shortest, ends[id(shortest)], f"{name}: {value} fits no limit, so the shorter term is used"
    term = min(inside, key=lambda t: ends[id(t)].due)
    return term, ends[id(term)], f"{name}: {value}" + (f", {term.limit_text()}" if term.limits else "")
