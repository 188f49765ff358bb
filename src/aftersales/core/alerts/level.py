"""Levels of warnings: how near the deadline of a duty is."""

from __future__ import annotations

from datetime import datetime, timedelta

from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.agenda import LISTED
from aftersales.core.deadlines.urgency import Action

DAY, HOURS, OVERDUE = "24h", "4h", "overdue"
STALE = "stale"  # of a shop: its data can't tell what is due
REPORT = "report"  # no warning: who gets the reports
# The levels of a deadline, the most urgent first, and how much time is left at most.
SPANS = {HOURS: timedelta(hours=4), DAY: timedelta(hours=24)}
OF_DEADLINES = (OVERDUE, HOURS, DAY)
OF_WARNINGS = (*OF_DEADLINES, STALE)
LEVELS = (*OF_WARNINGS, REPORT)


def warned_of(action: Action) -> bool:
    """Whether a line of the list is one of which people are warned: something is at stake in it, it can be done now,
    and it is neither snoozed nor from before the shop's first import.
    """
    return (
        action.owner == "seller"
        and action.stake in LISTED
        and action.snoozed_until is None
        and action.opens is None
        and not action.before_import
        and not ("in-transit" in action.flags and action.band != "overdue")
    )


def is_parcel(action: Action) -> bool:
    """Whether a line is an order to send or to hand over: there are hundreds of them, which are counted."""
    return action.kind == "delivery" and action.stake == "standing"


def reached(action: Action, now: datetime) -> tuple[str, ...]:
    """The levels that a deadline has reached at `now`, the most urgent first; none where there is more time. Time is
    left until the earlier of the deadline and the last staffed moment; overdue is what is past its deadline, and then
    nothing else.
    """
    if action.due < now:
        return (OVERDUE,)
    left = urgency.first(action.due, action.act_by) - now
    return tuple(level for level, span in SPANS.items() if left <= span)
