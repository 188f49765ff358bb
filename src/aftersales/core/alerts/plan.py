"""Which warnings go to a receiver at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from aftersales.core.alerts import office
from aftersales.core.alerts.alert_rule import Subscription
from aftersales.core.alerts.level import DAY, OF_DEADLINES, STALE, is_parcel, reached, warned_of
from aftersales.core.deadlines.due_list import Freshness
from aftersales.core.deadlines.urgency import Action
from aftersales.named_tuple import NamedTuple

# A deadline that moves by less is the same one: the platform's own deadline may differ from ours by some seconds.
SAME = timedelta(minutes=10)


class Alert(NamedTuple):
    """A duty of which a receiver is to be warned, at a level. `counted`: one of many parcels."""

    action: Action
    level: str
    counted: bool = False


class AlertPlan(NamedTuple):
    """What goes to a receiver now. `held` is what waits until its desk opens; `stale` are the shops whose data can't
    tell what is due, and of which the receiver has not heard today.
    """

    receiver: str
    alerts: Sequence[Alert] = ()
    held: Sequence[Alert] = ()
    stale: Sequence[Freshness] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not self.alerts and not self.stale


class Situation(NamedTuple):
    """What is due at `now`, in the order in which it is done. `openings` has the shops whose desk is closed, and when
    it opens; `listed` are those whose parcels are warned of one by one.
    """

    now: datetime
    actions: Sequence[Action]
    openings: Mapping[str, datetime]
    freshness: Sequence[Freshness]
    listed: Sequence[str] = ()


class SentMarks(NamedTuple):
    """What was sent already: by receiver, case and duty of which deadlines (UTC) at which levels, and of which shops
    without good data a receiver heard on which days.
    """

    deadlines: Mapping[tuple[str, int, str], Sequence[tuple[datetime, str]]] = MappingProxyType({})
    stale: frozenset[tuple[str, str, date]] = frozenset()

    def has(self, receiver: str, action: Action, level: str) -> bool:
        """Whether a receiver was warned of this deadline, at this level or a more urgent one."""
        as_urgent = OF_DEADLINES[: OF_DEADLINES.index(level) + 1]
        sent = self.deadlines.get((receiver, action.case, action.duty), ())
        return any(known in as_urgent and abs(due - action.due) < SAME for due, known in sent)


def plan(subscription: Subscription, situation: Situation, marks: SentMarks, today: date) -> AlertPlan:
    """What goes to a receiver now: of each deadline the most urgent level that it gets, unless it had that or a more
    urgent one. Outside the staff hours of a shop what can wait is held. `today` is the day in the zone of the list: of
    data that can't tell, a receiver hears once a day.
    """
    alerts: list[Alert] = []
    held: list[Alert] = []
    for alert in _alerts(subscription, situation):
        if marks.has(subscription.receiver, alert.action, alert.level):
            continue
        opening = None if subscription.any_hour else situation.openings.get(alert.action.shop)
        waits = office.can_wait(alert.action.due, situation.now, opening)
        (held if waits else alerts).append(alert)
    return AlertPlan(subscription.receiver, alerts, held, _stale(subscription, situation, marks, today))


def _alerts(subscription: Subscription, situation: Situation) -> Iterable[Alert]:
    for action in situation.actions:
        if not warned_of(action):
            continue
        counted = is_parcel(action) and action.shop not in situation.listed
        levels = subscription.levels(action.shop)
        level = next((level for level in reached(action, situation.now) if level in levels), None)
        # Of parcels that are counted a day's notice would come with every run.
        if level is not None and not (counted and level == DAY):
            yield Alert(action, level, counted)


def _stale(subscription: Subscription, situation: Situation, marks: SentMarks, today: date) -> list[Freshness]:
    return [
        fresh
        for fresh in situation.freshness
        if fresh.is_unsure
        and STALE in subscription.levels(fresh.shop)
        and (subscription.any_hour or fresh.shop not in situation.openings)
        and (subscription.receiver, fresh.shop, today) not in marks.stale
    ]
