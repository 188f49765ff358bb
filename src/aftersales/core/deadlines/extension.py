"""Decides whether the receipt of a returned parcel can still be put off; leaves what that moves to `running`."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.rules.policy import Extension, Policy

EVENT = "receipt.extended"
COMMAND = "extend"


def extendable(told: Derived, policy: Policy) -> tuple[Clock, Extension] | None:
    """The clock that runs and whose rule knows an extension, with that extension; None where there is none."""
    extensions = {rule.id: rule.extension for rule in policy.rules}
    for clock in told.clocks:
        extension = extensions.get(clock.rule or "")
        if extension is not None and clock.duty == "confirm-receipt" and clock.stopped_at is None:
            return clock, extension
    return None


def obstacle(told: Derived, policy: Policy, at: datetime, zone: ZoneInfo) -> str | None:
    """Why an extension at an instant (UTC) would count for nothing, or None where it would."""
    found = extendable(told, policy)
    if found is None:
        return "no clock that can be extended runs on it"
    clock, extension = found
    if sum(h.event.name == EVENT for h in told.timeline.happenings) >= extension.times:
        often = "once" if extension.times == 1 else f"{extension.times} times"
        return f"it was extended already, and the rule allows it {often}"
    deadline = clock.computed_due or clock.due
    if at > deadline:
        return f"its deadline passed on {text.moment(deadline.astimezone(zone))}; an extension comes before"
    return None
