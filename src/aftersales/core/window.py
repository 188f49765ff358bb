"""Decides whether a request came inside the buyer's window (S7), as information beside it; it refuses nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core import calendar
from aftersales.core.policy import Policy


def outside(policy: Policy, asked: datetime | None, delivered: datetime | None, zone: ZoneInfo) -> bool:
    """Whether the request is known to have come too late."""
    window = policy.buyer_window
    if window is None or asked is None or delivered is None:
        return False
    return asked > calendar.add(delivered, window.length, zone, policy.calendar).due


def eligibility(policy: Policy, asked: datetime | None, delivered: datetime | None, zone: ZoneInfo) -> str:
    """In or out of the window, by which rule, in words; an empty text where the policy has none."""
    window = policy.buyer_window
    if window is None:
        return ""
    rule = f"{window.length} from delivery ({window.source}; confidence {window.confidence})"
    if delivered is None or asked is None:
        return f"not known: no delivery date; the rule is {rule}"
    ends = calendar.add(delivered, window.length, zone, policy.calendar).due
    inside = "outside" if outside(policy, asked, delivered, zone) else "inside"
    return f"{inside}: it ends {text.moment(ends.astimezone(zone))}, {rule}"
