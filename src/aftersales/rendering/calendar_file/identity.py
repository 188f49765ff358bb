"""The lasting names of entries in a calendar."""

# A calendar knows an entry by its UID alone. So it is made of what the platform says of a case, which another ledger of
# the same data has too, and not of the case's short id. It is a hash: a case's number may be a stranger's text.

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from aftersales.core.deadlines.urgency import Action

OURS = "@aftersales"  # what ends otherwise is not an entry of this program's
_NAMESPACE = UUID("6f0a3c1e-9b7d-5c43-8a52-1d1f6f1f7b20")


def line_uid(action: Action, ordinal: int = 1) -> str:
    """The UID of a duty of a case: of its number, the duty and the attempt."""
    return _uid(_case(action, ordinal), action.duty, str(action.attempt))


def uid_by_hand(action: Action, ordinal: int = 1) -> str:
    """The UID that the same duty has while the platform's number of its case is not known."""
    return _uid(_case(action._replace(ref=None), ordinal), action.duty, str(action.attempt))


def group_uid(shop: str, duty: str, day: date) -> str:
    """The UID of the duties of a shop that one entry tells for a day."""
    return _uid("group", shop, duty, day.isoformat())


def _case(action: Action, ordinal: int) -> str:
    if action.ref is not None:
        return f"ref {action.shop} {action.ref}"
    if action.order is not None:
        return f"order {action.shop} {action.order} {action.kind} {ordinal}"
    # A chore of the seller's own has a name, and nothing else that another ledger would know.
    return f"case {action.shop} {action.kind} {action.product or action.reason or action.case} {ordinal}"


def _uid(*parts: str) -> str:
    return f"{uuid5(_NAMESPACE, chr(31).join(parts))}{OURS}"
