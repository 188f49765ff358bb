"""Whether a request came inside the buyer's window (claim S7)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.rules.policy import Policy
from aftersales.core.time import length
from aftersales.language import tr


def asked_too_late(policy: Policy, asked: datetime | None, delivered: datetime | None, zone: ZoneInfo) -> bool:
    """Whether the request is known to have come too late."""
    if asked is None or delivered is None or policy.buyer_window is None:
        return False
    if asked - delivered < policy.buyer_window.length.shortest:
        return False
    ends = _ends(policy, delivered, zone)
    return ends is not None and asked > ends


def eligibility(policy: Policy, asked: datetime | None, delivered: datetime | None, zone: ZoneInfo) -> str:
    """In or out of the window, by which rule, in words; an empty text where the policy has none."""
    window = policy.buyer_window
    if window is None:
        return ""
    rule = tr(
        "{length} from delivery ({source}; confidence {confidence})",
        length=window.length,
        source=window.source,
        confidence=window.confidence,
    )
    ends = _ends(policy, delivered, zone)
    if ends is None or asked is None:
        return tr("unknown: no delivery date; the rule is {rule}", rule=rule)
    inside = "inside" if asked <= ends else "outside"
    return tr("{inside}: it ends {moment}, {rule}", inside=inside, moment=text.moment(ends.astimezone(zone)), rule=rule)


def _ends(policy: Policy, delivered: datetime | None, zone: ZoneInfo) -> datetime | None:
    if policy.buyer_window is None or delivered is None:
        return None
    return length.term_deadline(delivered, policy.buyer_window.length, zone, policy.calendar).due
