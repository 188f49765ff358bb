"""Decides where a case stands after each event, as `transitions` says where an event leads; leaves which events count
to `timeline`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from aftersales.core import transitions
from aftersales.core.model import Case, Event, State


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
    if event.name == "request.resubmitted":
        return _again(case, state)
    if event.name in ("case.closed", "case.reopened"):
        return state._replace(closed=event.name == "case.closed")
    mode = event.data.get("mode") or ("partial" if event.name == "request.offered" else state.mode)
    quick, ruling = "quick-refund" in state.flags, event.data.get("for")
    axes = state.decision, state.parcel, state.money, state.arbitration, state.appeal
    moved: dict[str, Any] = dict(
        _leads(event.name, case.kind, mode, ruling, axes, state.approved_by, state.ended, quick)
    )
    if event.name == "refund.issued":
        moved = _paid(case, state, event)
    elif event.name == "offer.declined":
        mode = "undecided"
    elif event.name == "order.cancelled" and case.kind == "cancellation" and event.data.get("paid", True):
        moved["money"] = "owed" if state.money == "none" else state.money
    if event.name in ("request.approved", "offer.accepted"):
        moved["approved_by"] = event.data.get("by") or ("seller" if event.source == "hand" else "unknown")
    if event.name == "request.withdrawn" and state.arbitration == "in-progress":
        moved["arbitration"] = "closed"
    offered = int(event.data["amount"]) if event.name == "request.offered" and "amount" in event.data else state.offered
    moved["mode"], moved["offered"] = mode, offered
    moved["cause"] = event.data.get("cause") or state.cause
    moved["ended"] = state.ended or event.name in transitions.ENDS
    return state._replace(**moved)


@lru_cache(maxsize=4096)
def _leads(
    event: str, kind: str, mode: str, ruling: str | None, axes: tuple[str, ...], by: str, ended: bool, quick: bool
) -> Mapping[str, str]:
    """As `transitions.leads`, from a state with these values: the same for thousands of cases."""
    decision, parcel, money, arbitration, appeal = axes
    flags = ("quick-refund",) if quick else ()
    state = State(
        decision, parcel, money, arbitration=arbitration, appeal=appeal, approved_by=by, ended=ended, flags=flags
    )
    return transitions.leads(event, kind, transitions.facts(state, mode=mode, ruling=ruling))


def _again(case: Case, state: State) -> State:
    """A new attempt: what went back before belongs to the earlier one; this one owes nothing yet."""
    return start(case)._replace(
        attempt=state.attempt + 1,
        refunded=state.refunded,
        before=state.refunded,
    )


def _paid(case: Case, state: State, event: Event) -> dict[str, Any]:
    """Money went back: how much in all, and whether that is all that is owed."""
    owed = owing(case, state)
    paid, now = event.data.get("amount"), state.refunded - state.before
    total = state.refunded + (int(paid) if paid is not None else max(0, (owed or 0) - now))
    if case.kind in ("review", "delivery"):
        return {"refunded": total, "money": "partial"}  # a kindness, not what was asked for
    done = paid is None or owed is None or total - state.before >= owed
    money = "refunded" if done or state.money == "refunded" else "partial"  # a quick refund was whole from the start
    return {"refunded": total, "money": money}


def owing(case: Case, state: State) -> int | None:
    """What is to go back for this attempt in all (minor units): the offer of a part, else what was asked for;
    of an order that was cancelled, what was paid. None where no amount is known.
    """
    if state.decision in ("approved", "offered") and state.mode == "partial" and state.offered is not None:
        return state.offered
    if case.amount is not None:
        return case.amount.minor
    return case.order_amount.minor if case.kind == "cancellation" and case.order_amount else None
