"""When a request whose start is unknown should have moved on."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales.core.cases.model import Case, Event, State
from aftersales.core.cases.statuses import PARCEL_UNDER_WAY
from aftersales.core.cases.timeline import Timeline
from aftersales.core.rules import term_choice
from aftersales.core.rules.policy import Policy
from aftersales.core.time import length
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple


class ExpectedChange(NamedTuple):
    """The instant (UTC) by which something should have changed, and the rule that says so."""

    due: datetime
    rule: str

    @property
    def basis(self) -> str:
        """Why then, as a phrase."""
        return tr("By {rule} its state should have changed by then", rule=self.rule)


def expected_change(case: Case, state: State, policy: Policy, zone: ZoneInfo, since: datetime) -> ExpectedChange | None:
    """By when the state of a request that was so at `since` should have changed; None where no rule of the market says.

    Of several rules the earliest counts. A parcel under way may come a moment later, so its inspection is what ends.
    """
    duty, events = _awaited(case, state)
    ends = []
    for event in events:
        for rule, _ in policy.starting(event, case.kind):
            chosen = term_choice.choose_term(rule, since, case, policy, zone) if rule.duty == duty else None
            if chosen is not None:
                ends.append(ExpectedChange(chosen.deadline.due, rule.id))
    return min(ends, default=None)


def next_look(
    case: Case, policy: Policy, zone: ZoneInfo, timeline: Timeline, looked: Event | None
) -> ExpectedChange | None:
    """When a request that only waits is to be looked at again: once its state should have changed. Who has looked knows
    that it had not by then; so do newer data of another day that show the same. None before the first look.
    """
    snapshot = timeline.latest
    if snapshot is None or (looked is not None and looked.name != "case.confirmed"):
        return None
    if looked is None and not is_of_later_day(snapshot.noticed_at, snapshot.last_seen, zone):
        return None
    change = expected_change(case, timeline.state, policy, zone, looked.at if looked else snapshot.noticed_at)
    if change is None or case.caught_up_at is None or change.due >= case.caught_up_at:
        return change
    return change._replace(due=length.end_of_day(case.caught_up_at, zone))


def is_of_later_day(noticed: datetime, newest: datetime, zone: ZoneInfo) -> bool:
    """Whether the newest data that show something are of another day in `zone` than those that showed it first."""
    return newest.astimezone(zone).date() != noticed.astimezone(zone).date()


def _awaited(case: Case, state: State) -> tuple[str, tuple[str, ...]]:
    """The duty that a state waits for, and the events that start it."""
    if state.parcel in PARCEL_UNDER_WAY:
        return "confirm-receipt", ("return.delivered", "return.shipped")
    if state.money == "owed":
        return "refund", ("return.received", "request.approved")
    if state.decision != "approved":
        return "", ()
    if case.kind == "refund":
        return "refund", ("request.approved",)
    return "ship-back", ("request.approved",)
