"""Decides where a case stands after each event, as `transitions` says where an event leads; leaves which events count
to `timeline`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from aftersales.core import transitions
from aftersales.core.model import Case, Event, State


def start(case: Case) -> State:
    """The state before the first event. A quick refund's money is out from the beginning."""
    if case.quick_refund:
        return State(money="refunded", flags=("quick-refund",))
    return State()


def fold(case: Case, events: Iterable[Event]) -> State:
    """The state after all events, in their order."""
    state = start(case)
    for event in events:
        state = step(case, state, event)
    return state


def step(case: Case, state: State, event: Event) -> State:
    """The state after one more event."""
    if event.name == "request.resubmitted":
        return _again(case, state)
    if event.name in ("case.closed", "case.reopened"):
        return replace(state, closed=event.name == "case.closed")
    mode = event.data.get("mode") or ("partial" if event.name == "request.offered" else state.mode)
    now = transitions.facts(state, mode=mode, ruling=event.data.get("for"))
    moved: dict[str, Any] = transitions.leads(event.name, case.kind, now)
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
    return replace(
        state,
        **moved,
        mode=mode,
        offered=offered,
        cause=event.data.get("cause") or state.cause,
        ended=state.ended or event.name in transitions.ENDS,
    )


def _again(case: Case, state: State) -> State:
    """A new attempt: what went back before belongs to the earlier one; this one owes nothing yet."""
    return replace(
        start(case),
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
