"""`confirm`: the seller says that the platform shows what was recorded here, before its data do."""

from __future__ import annotations

from aftersales.commands.recording import Step, Target, check, plain_step


def _decide(target: Target) -> Step:
    check(target, "case.confirmed")
    waiting = [h for h in target.told.timeline.happenings if not h.confirmed]
    asked = any(c.duty in ("check", "close") and c.in_sight(target.at) for c in target.told.clocks)
    if not waiting and not asked:
        return Step("case.confirmed", skip="nothing on it waits to be confirmed")
    return Step("case.confirmed")


app = plain_step(
    "Say that Seller Center shows what was recorded here, or that you looked where the list said `check`.", _decide
)
