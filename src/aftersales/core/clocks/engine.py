"""The engine: a case's events and a policy, made into clocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from aftersales.core.cases.events import APPROVALS, OPENINGS, OUTLIVING, TIMEOUT_EVENTS
from aftersales.core.cases.model import Case, Event, State
from aftersales.core.cases.timeline import Happening, Timeline
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.platform_deadlines import STAMPED_DUTY, at_risk, earliest_deadlines
from aftersales.core.clocks.running_clock import Running
from aftersales.core.clocks.stake import stake_of_rule
from aftersales.core.recovery import SENT_BACK, postage_sought, winnable
from aftersales.core.requests.receipt import condition_of
from aftersales.core.rules import term_choice
from aftersales.core.rules.policy import Policy, Rule
from aftersales.core.rules.term_choice import ChosenTerm
from aftersales.core.time.instants import optional_instant
from aftersales.core.time.length import Length
from aftersales.core.vocabulary import ORDER_TYPES
from aftersales.errors import Mistake, PolicyError

_MOVES = "deemed-delivered"  # the one silence that moves a case's state; the others only start a duty
_MOVED = TIMEOUT_EVENTS[_MOVES]
# Duties that the seller may still have after the platform has closed a case.
DUTIES_AFTER_CLOSING = frozenset({"appeal"})
# Duties that do not depend on the request: a new attempt does not end them.
INDEPENDENT_DUTIES = frozenset({"answer-message", "answer-chargeback"})


def outlives_case(clock: Clock) -> bool:
    """Whether a clock may run on a case that is over, and keeps none open."""
    return clock.duty in DUTIES_AFTER_CLOSING or clock.started_by in OUTLIVING


class Walk:
    """The walk over a case's happenings under one policy."""

    def __init__(self, case: Case, policy: Policy, zone: ZoneInfo, timeline: Timeline) -> None:
        self.case, self.policy, self.zone, self.timeline = case, policy, zone, timeline
        self.state = timeline.course[0]
        self.all: list[Running] = []
        self.started: set[str] = set()  # the rules of all of them
        self.lapsing: list[Running] = []  # their timeout is an event, which other rules may start from
        self.silenced = False  # whether, in this attempt, silence has counted the parcel as delivered
        # A return's mode may be chosen or corrected later: rules look at the last word of the same attempt.
        self.modes = {state.attempt: state.mode for state in timeline.course[1:]}
        self.cause = timeline.course[-1].cause or ""  # of a review too the last word counts
        self.stamped = earliest_deadlines(timeline)
        self.events = [happening.event for happening in timeline.happenings]
        self.approved_by = ""
        self.receipt = "unknown"  # in what state the goods came back: original, fault or unknown
        self.claim: Mapping[str, str] = {}  # what the newest claim is on, because of what, and for which parcel
        self.postage = "own"  # who pays the postage of refused goods that went back: reimbursed or own

    def run(self) -> None:
        """Take every happening in turn, and let each silence come in its place."""
        for happening, after in zip(self.timeline.happenings, self.timeline.course[1:], strict=True):
            self._silence_before(happening.event.at)
            self._take(happening, after)
        self._silence_before(None)

    def _unended(self) -> list[Running]:
        """What runs, and what only stands still for a while."""
        return [r for r in self.all if r.lapses_at is None and (r.stopped is None or (r.pauses and r.paused))]

    def _silence_before(self, instant: datetime | None) -> None:
        """Let each lapse come that is due before `instant` (None: all that ever will)."""
        while self.lapsing:
            ahead = [(self._due(r), n) for n, r in enumerate(self.lapsing) if not r.fired and r.open]
            if not ahead:
                return
            due, number = min(ahead)
            if instant is not None and due >= instant:
                return
            first = self.lapsing[number]
            first.fired = True
            event = Event(TIMEOUT_EVENTS[first.rule.outcome], due, source="silence")
            if event.name == _MOVED:
                self._deemed(event)
            self._start(event, chained=True)

    def _deemed(self, event: Event) -> None:
        """Silence counts the parcel as delivered: what waited for its receipt ends then."""
        for running in self._unended():
            if event.name in running.rule.stops or (running.rule.outcome == _MOVES and self._due(running) <= event.at):
                running.lapses_at = event.at
        self.silenced = True

    def _due(self, running: Running) -> datetime:
        due = running.deadline.due
        return self.stamped.get(running.rule.duty, due) if self.stamped else due

    def _take(self, happening: Happening, after: State) -> None:
        event = happening.event
        for running in self._unended():
            try:
                self._touch(running, happening, after)
            except PolicyError as error:
                raise _of(running.rule, error) from None
        if event.name in OPENINGS:
            self.silenced = False
        if event.name == "claim.opened":
            self.claim = event.data
        if event.name == SENT_BACK:
            self.postage = "reimbursed" if postage_sought(event) else "own"
        if event.name == "return.received":
            self.receipt = condition_of(event.data)
        if event.name in APPROVALS:
            self.approved_by = self._approver(event, after)
        elif event.name == "request.resubmitted":
            self.approved_by = ""
        over, self.state = self.state.ended and self.case.kind in ("delivery", "review"), after
        if not over or event.name in OUTLIVING:  # what else is recorded after the end starts nothing
            self._start(event, chained=False)

    def _touch(self, running: Running, happening: Happening, after: State) -> None:
        """What an event does to a clock that has not ended: it stops, pauses, goes on, or gets more time."""
        event, pauses = happening.event, running.rule.pauses
        if self._stops(running, event, after):
            running.stopped = happening
        elif event.name == "receipt.extended" and running.open:
            running.extend(event)
        elif pauses is not None and event.name in pauses.until:
            running.resume(event)
        elif pauses is not None and event.name in pauses.since and running.open:
            running.pause(happening)

    def _stops(self, running: Running, event: Event, after: State) -> bool:
        if event.name == "request.resubmitted":
            lasts = running.rule.duty in DUTIES_AFTER_CLOSING | INDEPENDENT_DUTIES
            return not lasts and running.event.name not in OUTLIVING  # a new attempt has its own clocks
        if event.name == "refund.issued" and after.money != "refunded":
            # The rest is still owed; of a part whose size is not known, nobody can say.
            return after.mode == "partial" and after.offered is None
        # An order that comes back undelivered ends what its cancellation would end.
        return ("order.cancelled" if event.name == "order.returned" else event.name) in running.rule.stops

    def _start(self, event: Event, chained: bool) -> None:
        if event.inferred and event.earliest is None:
            return  # since when is not known: no invented clock, but the duty `check`
        rules = self.policy.starting(event.name, self.case.kind)
        early_kind = self.case.kind == "delivery"  # a parcel is looked for early, not late
        for rule, asks in rules:
            if (asks and not self._conditions_hold(asks)) or not self._fulfils(rule, event):
                continue
            if rule.id in self.started and rule.id in [r.rule.id for r in self._unended()]:
                continue
            if (self.silenced and _MOVED in rule.stops) or (event.inferred and self._answered_before(rule, event)):
                continue
            early = early_kind or rule.owner == "seller"
            start = event.earliest if event.earliest is not None and early else event.at
            if rule.counted_from:
                since = optional_instant(event.data.get("since"))
                if since is None:
                    continue  # from when it is counted is not known: no invented clock
                start = since
            try:
                chosen = term_choice.choose_term(rule, start, self.case, self.policy, self.zone)
                if chosen is not None and self.case.kind == "routine":
                    chosen = self._own_length(chosen, start)
            except PolicyError as error:
                raise _of(rule, error) from None
            if chosen is not None:
                term = chosen.term
                zone = term.zone or self.zone
                days = self.policy.calendar_of(term) if term.weekdays else self.policy.calendar
                running = Running(
                    rule, chosen, event, start, chosen.deadline, self.state.attempt, chained, early, zone, days
                )
                if term.opens:
                    running.opening = term_choice.opening_of(term, start, self.policy, self.zone)
                self.all.append(running)
                self.started.add(rule.id)
                if rule.outcome in TIMEOUT_EVENTS and _may_lapse(running):
                    self.lapsing.append(running)

    def _own_length(self, chosen: ChosenTerm, start: datetime) -> ChosenTerm:
        """A routine's length is its own: how often it is to be done."""
        every = next((e.data["every"] for e in self.case.events if "every" in e.data), None)
        if every is None:
            return chosen
        term = chosen.term._replace(length=Length.parse(str(every)))
        return ChosenTerm(term, term_choice.deadline_of(term, start, self.policy, self.zone), chosen.value)

    def _own_duty(self, rule: Rule) -> str:
        """A routine's duty is what it was added for."""
        duty = next((e.data["duty"] for e in self.case.events if "duty" in e.data), None)
        return str(duty) if duty else rule.duty

    def _answered_before(self, rule: Rule, event: Event) -> bool:
        """Whether, inside the interval of an inferred start, what stops the rule is known to have come already."""
        early = event.earliest
        if early is None or event.name in OPENINGS:
            return False  # a request that waits is in sight, whatever was recorded a moment before
        return any(h.event.name in rule.stops and early < h.event.at < event.at for h in self.timeline.happenings)

    def _conditions_hold(self, asks: Iterable[tuple[str, frozenset[str]]]) -> bool:
        """Whether a rule's conditions hold for the case."""
        for key, allowed in asks:  # noqa: SIM110  `all` takes twice as long, and every start of a clock comes here
            if self._fact(key) not in allowed:
                return False
        return True

    def _fact(self, key: str) -> str:
        if key == "mode":
            return self.modes.get(self.state.attempt, self.state.mode)
        if key == "fulfilment":
            return self.case.fulfilment
        order = self.case.order_snapshot
        if key == "order-type":
            return _order_type(order.order_type if order else None)
        if key == "shipping-type":
            return (order.shipping_type if order else self.case.shipping_type) or "unknown"
        if key == "claim-window":
            return "yes" if self._has_claim_window() else "no"
        if key.startswith("claim-"):
            return self.claim.get(key.removeprefix("claim-"), "")
        return {
            **self.policy.shop,
            "market": self.policy.market,
            "cause": self.cause,
            "ruling": self.state.arbitration,
            "approved-by": self.approved_by,
            "quick-refund": "yes" if self.case.quick_refund else "no",
            "receipt": self.receipt,
            "postage": self.postage,
        }[key]

    def _has_claim_window(self) -> bool:
        """Whether a rule of the market has a time for the newest claim."""
        rules = self.policy.starting("claim.opened", self.case.kind)
        return any(rule.duty == "claim" and self._conditions_hold(asks) for rule, asks in rules)

    def _fulfils(self, rule: Rule, event: Event) -> bool:
        """Whether the event fulfils what the rule's duty needs: a refund needs money owed, a sending back an expected
        parcel, and of a ruling only what it gives the buyer counts.
        """
        money, by_ruling = self.state.money, event.name == "dispute.ruled"
        if rule.duty == "refund":
            owed = money == "owed" or not (by_ruling or event.name == "order.cancelled")
            return owed and money != "refunded"
        if by_ruling and "ruling" not in rule.when:
            awaited = rule.duty != "ship-back" or self.state.parcel == "awaited"
            return self.state.arbitration == "for-buyer" and awaited
        return True

    def _approver(self, event: Event, state: State) -> str:
        """Who approved. What the data show approved after the time to answer had run out, the platform did itself; an
        approval that a ruling brings is nobody's.
        """
        by = state.approved_by
        if by != "unknown" or state.arbitration == "for-buyer" or (event.inferred and event.earliest is None):
            return by
        waiting = [
            r
            for r in self.all
            if r.rule.duty == "respond"
            and r.attempt == state.attempt
            and (r.stopped is None or r.stopped.event is event)
        ]
        stamps = [s for o in self.case.observations for s in o.stamps or ()]
        deadlines = [s.deadline for s in stamps if STAMPED_DUTY.get(s.action) == "respond"]
        after = event.earliest or event.at
        return "platform" if waiting and after >= max(deadlines, default=min(r.due for r in waiting)) else by

    def clocks(self, why: bool) -> list[Clock]:
        """Every clock of the walk, with what went into it where `why`; those of a closed case end with it, though the
        walk went on as if it were open.
        """
        closed = self._closed()
        if closed is None:
            return [self._clock(running, why) for running in self.all]
        unpaid = self._called_off_unpaid()
        for running in self.all:
            if (running.stopped is None or running.paused) and not self._outlives(running, closed.event, unpaid=unpaid):
                running.stopped, running.lapses_at = closed, None
        return [self._clock(r, why) for r in self.all if not (r.chained and r.stopped is closed)]

    def _outlives(self, running: Running, closed: Event, *, unpaid: bool) -> bool:
        """Whether a clock goes on after its case was closed. What the seller closes himself is over for him."""
        event = running.event
        if event.name in OUTLIVING:
            return closed.source != "hand" or (event.at, event.id or 0) > (closed.at, closed.id or 0)
        return running.rule.duty in DUTIES_AFTER_CLOSING and closed.source != "hand" and not unpaid

    def _called_off_unpaid(self) -> bool:
        """Whether the request was called off before any money went out: then there is nothing to win back."""
        latest, money = self.timeline.latest, self.timeline.state.money
        return latest is not None and latest.status == "cancelled" and money in ("none", "owed")

    def _closed(self) -> Happening | None:
        if not self.timeline.state.closed:
            return None
        return next((h for h in reversed(self.timeline.happenings) if h.event.name == "case.closed"), None)

    def _clock(self, r: Running, why: bool) -> Clock:
        case, state, rule, term = self.case, self.timeline.state, r.rule, r.chosen.term
        stop, due, unsure_days = r.stopped, r.deadline.due, r.unsure_days
        # the platform's own day, in the notice that started the clock
        stated_due = optional_instant(r.event.data.get("until"))
        ended = None if stop is None else stop.event
        # By place, in the order of the fields: names take twice as long, and there are many clocks.
        return Clock(
            rule.duty if case.kind != "routine" else self._own_duty(rule), rule.owner, rule.id, self.policy.name,
            r.event.name, r.start, stated_due or due, due, stated_due, rule.outcome, r.attempt,
            None if ended is None else ended.at, None if ended is None else ended.name,
            (ended.earliest or r.start) if ended is not None and ended.inferred else None,
            ended is not None and _planned(ended), True if stop is None else stop.confirmed,
            r.lapses_at or (due if rule.outcome == "window-closed" else None), r.chained,
            True, rule.act_late, at_risk(case, rule.duty, state), None, r.flags(unsure=bool(unsure_days)), (),
            term.whole_length, term.source, term.url, _day_text(term.dated) if term.dated else None,
            "low" if unsure_days else term.confidence, None, r.told_opening(state.parcel), stake_of_rule(rule),
            winnable(case, rule.duty, state, self.events), r if why else None,
        )  # fmt: skip


_day_text = lru_cache(maxsize=64)(date.isoformat)  # the same few for all clocks


def _of(rule: Rule, error: PolicyError) -> PolicyError:
    """What keeps a deadline from being reckoned, with the file and the rule."""
    return PolicyError([Mistake(rule.file, f"rule {rule.id}", what) for what in error.mistakes])


def _order_type(word: str | None) -> str:
    """How an order is sold. One of a type that is not known has the times of a regular one, and is looked up."""
    return word if word in ORDER_TYPES else "regular"


def _may_lapse(running: Running) -> bool:
    """A start that the platform's data show never moves state by silence (they show what came of it), only duties."""
    return running.rule.outcome != _MOVES or not (running.event.inferred or running.event.source == "api")


def _planned(event: Event) -> bool:
    """Whether an event was recorded ahead of its time."""
    return event.source == "hand" and event.recorded_at is not None and event.at > event.recorded_at
