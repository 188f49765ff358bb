"""The milestone of an order for which a rule waits."""

from __future__ import annotations

from aftersales.core.cases.events import MILESTONES
from aftersales.core.rules.policy import Rule

_COURSE = frozenset().union(*MILESTONES.values(), {"order.cancelled"})


def awaited_milestone(rule: Rule) -> str | None:
    """The first milestone that ends the rule's clock. None where something beside the order's course ends it too, as
    news of its tracking do: then no deadline of the platform's for a milestone is the rule's own.
    """
    if not rule.stops <= _COURSE:
        return None
    return next((milestone for milestone in MILESTONES if milestone in rule.stops), None)
