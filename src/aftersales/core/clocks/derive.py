"""Everything that follows from a case's facts under a policy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales.core.cases import timeline as case_timeline
from aftersales.core.cases.events import LEFT, OPENINGS
from aftersales.core.cases.model import Case, State
from aftersales.core.cases.statuses import STATUSES
from aftersales.core.cases.timeline import Timeline
from aftersales.core.clocks import buyer_window, snooze
from aftersales.core.clocks.buyer_timeout import closing_duties
from aftersales.core.clocks.check_duty import check_duties
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.engine import Walk, outlives_case
from aftersales.core.clocks.platform_deadlines import only_mentioned, with_platform_deadlines
from aftersales.core.clocks.stake import explain_stake, with_money_out
from aftersales.core.rules.policy import Policy
from aftersales.named_tuple import NamedTuple


class Derived(NamedTuple):
    """Everything that follows from a case's facts under a policy."""

    state: State
    clocks: tuple[Clock, ...]
    timeline: Timeline


def derive(case: Case, policy: Policy, zone: ZoneInfo, *, why: bool = False) -> Derived:
    """The case's state, clocks and timeline under `policy`; `why` adds the explanation of each clock.

    Deadlines are read on the wall clock of `zone`, the market's; every instant that comes back is UTC. Nothing depends
    on the present, so what is stored holds at any time. Raises PolicyError where a rule gives no deadline.
    """
    timeline = case_timeline.build(case)
    walk = Walk(case, policy, zone, timeline)
    walk.run()
    clocks = with_platform_deadlines(case, policy, timeline, _without_guesses(case, walk.clocks(why)))
    clocks = _of_unclear_order(case, clocks)
    clocks = _awaiting_collection(case, timeline, _told_to_wait(case, clocks))
    clocks = with_money_out(_stop_known_history(case, clocks), timeline.state)
    if why:
        clocks = [
            c._replace(why=(*_explained(c, zone), *only_mentioned(c, timeline, zone), *explain_stake(c)))
            for c in clocks
        ]
    clocks += closing_duties(timeline, zone, clocks, why=why)
    clocks += check_duties(case, policy, zone, timeline, clocks)
    # What may still be appealed or claimed keeps no case open: the window closes by itself.
    live = any((c.stopped_at is None or not c.confirmed) and not outlives_case(c) for c in clocks)
    settled = timeline.state.closed or (timeline.state.settled and not live)
    approved_by = walk.approved_by or timeline.state.approved_by
    flags = _flags(case, policy, zone, timeline, approved_by)
    state = timeline.state._replace(settled=settled, approved_by=approved_by, flags=flags)
    return Derived(state, snooze.with_snoozes(timeline, _hold(clocks)), timeline)


def _explained(clock: Clock, zone: ZoneInfo) -> tuple[str, ...]:
    if clock.running is None:
        return clock.why
    from aftersales.core.clocks.explanation import explain  # lazy: a command that records explains nothing

    return tuple(explain(clock.running, zone, clock.stamped_due))


def _flags(case: Case, policy: Policy, zone: ZoneInfo, timeline: Timeline, approved_by: str) -> tuple[str, ...]:
    """The state's flags, with two that depend on the rules: the platform approved by itself; the buyer asked too late
    (S7, said beside the request, never a reason to act).
    """
    more = ["auto-approved"] if approved_by == "platform" else []
    if case.delivered_at is not None and policy.buyer_windows:
        opened = min([h.event.at for h in timeline.happenings if h.event.name in OPENINGS], default=None)
        times = buyer_window.Asked(opened, case.delivered_at, case.placed_at)
        more += ["outside-window"] if buyer_window.asked_too_late(policy, times, zone) else []
    return tuple(dict.fromkeys((*timeline.state.flags, *more))) if more else timeline.state.flags


def _without_guesses(case: Case, clocks: list[Clock]) -> list[Clock]:
    """Where the platform never showed anything but a status unknown here, whether the request was answered is unknown
    too: no missed clock is made up, and the duty `check` says what to look at.
    """
    if not case.observations or any(o.status in STATUSES for o in case.observations):
        return clocks
    first = min(o.noticed_at for o in case.observations)
    return [c for c in clocks if c.duty != "respond" or c.stopped_at is not None or c.due >= first]


def _of_unclear_order(case: Case, clocks: list[Clock]) -> list[Clock]:
    """Of an order whose status nobody knows, what was missed before its newest file is not known either: no missed
    clock is made up, and the duty `check` says what to look at. An order that is not paid has no time yet, and so
    nothing that the end of such a time would start.
    """
    order = case.order_snapshot
    if order is None or order.source == "hand" or order.status not in (None, "unpaid"):
        return clocks

    def sure(clock: Clock) -> bool:
        reckoned = clock.started_at if clock.chained else clock.due
        return clock.stopped_at is not None or clock.stamped_due is not None or reckoned >= order.as_of

    unpaid = order.status is not None
    return [c for c in clocks if sure(c) and (not unpaid or (c.stopped_at is not None and not c.chained))]


def _awaiting_collection(case: Case, timeline: Timeline, clocks: list[Clock]) -> list[Clock]:
    """Adds the flag for an order that is ready to ship but still waits for the carrier."""
    if case.kind != "delivery" or not any(h.event.name in LEFT for h in timeline.happenings):
        return clocks
    return [
        c._replace(flags=(*c.flags, "awaiting-collection")) if c.duty == "dispatch" and c.stopped_at is None else c
        for c in clocks
    ]


def _told_to_wait(case: Case, clocks: list[Clock]) -> list[Clock]:
    """Where the buyer waits for an answer to a cancellation, the line to dispatch says so."""
    if case.order_snapshot is None or case.order_snapshot.cancel_asked_at is None:
        return clocks
    return [c._replace(flags=(*c.flags, "cancel-requested")) if c.duty == "dispatch" else c for c in clocks]


def _stop_known_history(case: Case, clocks: list[Clock]) -> list[Clock]:
    """What was past already when the shop's history was taken over (`import --catchup`) is history and not changed, and
    so is what a silence before that would have started.
    """
    then = case.caught_up_at
    if then is None:
        return clocks
    return [
        c._replace(stopped_at=then, stopped_by="case.caught-up") if c.stopped_at is None and _is_history(c, then) else c
        for c in clocks
    ]


def _is_history(clock: Clock, then: datetime) -> bool:
    """Whether nothing is left to do that was due, or that a silence started, before `then`. What the shop owes can
    still be done late, and an appeal as long as its window is open.
    """
    if clock.stake == "standing":
        return False
    return clock.due < then or (clock.chained and clock.started_at < then and clock.stake != "right")


def _hold(clocks: Sequence[Clock]) -> list[Clock]:
    """Mark, among the clocks of a duty that are in sight, the one that counts: the earliest of those that run, else of
    those that were answered here and are not confirmed yet, in the newest attempt.
    """
    unanswered = [n for n, c in enumerate(clocks) if c.unanswered]
    if len({(clocks[n].duty, clocks[n].owner, clocks[n].chained) for n in unanswered}) == len(unanswered):
        return list(clocks)
    best: dict[tuple[str, str, bool], int] = {}
    for n in sorted(unanswered, key=lambda n: (clocks[n].stopped_at is not None, -clocks[n].attempt, clocks[n].due)):
        best.setdefault((clocks[n].duty, clocks[n].owner, clocks[n].chained), n)
    hidden = set(unanswered) - set(best.values())
    return [c._replace(holds=False) if n in hidden else c for n, c in enumerate(clocks)]
