"""Where a case stands after each event."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from aftersales.core.cases import events as case_events
from aftersales.core.cases import transitions
from aftersales.core.cases.model import Case, Event, State
from aftersales.named_tuple import NamedTuple


def start(case: Case) -> State:
    """The state before the first event. A quick refund's money is out from the beginning."""
    if case.quick_refund:
        return State(money="refunded", flags=("quick-refund",))
    return State()


def course(case: Case, events: Iterable[Event]) -> tuple[State, ...]:
    """The state before the first event, and after each of them in their order."""
    states = [start(case)]
    for event in events:
        states.append(step(case, states[-1], event))
    return tuple(states)


def step(case: Case, state: State, event: Event) -> State:
    """The state after one more event."""
    name, data = event.name, event.data
    if name == "request.resubmitted":
        return _new_attempt(case, state)
    details = _Details(
        *((data.get("mode"), data.get("for"), data.get("by"), data.get("cause")) if data else _NOTHING), event.source
    )
    after = _after(state, case.kind, name, details)
    if name == "refund.issued":
        return _paid(case, state, after, event)
    if name == "request.offered" and "amount" in data:
        return after._replace(offered=int(data["amount"]))
    if name == "order.cancelled" and case.kind == "cancellation" and data.get("paid", True):
        return after._replace(money="owed" if state.money == "none" else state.money)
    return after


_NOTHING = (None, None, None, None)


class _Details(NamedTuple):
    """What an event says beside its name, as far as it changes where a case stands."""

    mode: str | None
    ruling: str | None
    by: str | None
    cause: str | None
    source: str


@lru_cache(maxsize=4096)
def _after(state: State, kind: str, event: str, details: _Details) -> State:
    """The state after an event, but for amounts: it is the same for thousands of cases."""
    if event in ("case.closed", "case.reopened"):
        return state._replace(closed=event == "case.closed")
    mode = details.mode or ("partial" if event == "request.offered" else state.mode)
    moved: dict[str, Any] = dict(
        transitions.destination(event, kind, transitions.values_of(state, mode=mode, ruling=details.ruling)),
        mode="undecided" if event == "offer.declined" else mode,
        cause=details.cause or state.cause,
        ended=state.ended or case_events.is_end(event, kind),
    )
    if event in case_events.APPROVALS:
        moved["approved_by"] = details.by or ("seller" if details.source == "hand" else "unknown")
    elif event == "request.withdrawn" and state.arbitration == "in-progress":
        moved["arbitration"] = "closed"
    return state._replace(**moved)


def _new_attempt(case: Case, state: State) -> State:
    """A new attempt: what went back before belongs to the earlier one; this one owes nothing yet."""
    return start(case)._replace(
        attempt=state.attempt + 1,
        refunded=state.refunded,
        before=state.refunded,
        claim=state.claim,
        # What was called for is still to be sent, and its postage to be paid; the next goods may be called for too.
        send_back=state.send_back if state.send_back in ("called", "sent") else "none",
    )


def _paid(case: Case, state: State, after: State, event: Event) -> State:
    """Money went back: how much in all, and whether that is all that is owed."""
    owed = owing(case, state)
    paid, now = event.data.get("amount"), state.refunded - state.before
    total = state.refunded + (int(paid) if paid is not None else max(0, (owed or 0) - now))
    if case.kind in ("review", "delivery"):
        return after._replace(refunded=total, money="partial")  # goodwill payment: the case had no amount due
    done = paid is None or owed is None or total - state.before >= owed
    money = "refunded" if done or state.money == "refunded" else "partial"  # a quick refund was whole from the start
    return after._replace(refunded=total, money=money)


def owing(case: Case, state: State) -> int | None:
    """What is to go back for this attempt in all (minor units): the offer of a part, else what was asked for;
    of an order that was cancelled, what was paid. None where no amount is known.
    """
    if state.decision in ("approved", "offered") and state.mode == "partial" and state.offered is not None:
        return state.offered
    if case.amount is not None:
        return case.amount.minor
    return case.order_amount.minor if case.kind == "cancellation" and case.order_amount else None
