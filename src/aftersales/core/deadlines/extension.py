"""Whether the inspection period can still be extended."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.rules.policy import Extension, Policy
from aftersales.language import tr, trn

EVENT = "receipt.extended"
COMMAND = "extend"


def extendable(derived: Derived, policy: Policy) -> tuple[Clock, Extension] | None:
    """The clock that runs and whose rule knows an extension, with that extension; None where there is none."""
    extensions = {rule.id: rule.extension for rule in policy.rules}
    for clock in derived.clocks:
        extension = extensions.get(clock.rule or "")
        if extension is not None and clock.duty == "confirm-receipt" and clock.stopped_at is None:
            return clock, extension
    return None


def obstacle(derived: Derived, policy: Policy, at: datetime, zone: ZoneInfo) -> str | None:
    """Why an extension at an instant (UTC) would have no effect; None if it would have one."""
    extension_of = extendable(derived, policy)
    if extension_of is None:
        return tr("it has no running deadline that can be extended")
    clock, extension = extension_of
    if sum(h.event.name == EVENT for h in derived.timeline.happenings) >= extension.times:
        return trn(
            "it was extended already, and the rule allows it once",
            "it was extended already, and the rule allows it {count} times",
            extension.times,
        )
    deadline = clock.computed_due or clock.due
    if at > deadline:
        return tr(
            "its deadline passed on {moment}; extend before the deadline", moment=text.moment(deadline.astimezone(zone))
        )
    return None
