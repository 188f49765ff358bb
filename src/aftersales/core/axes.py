"""Decides where a case stands on the three axes after each event; leaves which events count to `timeline`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from aftersales.core.model import Case, Event, State

# The course of a return parcel; it never goes back within an attempt.
_COURSE = ("none", "awaited", "shipped", "delivered", "received", "refused", "lost")


def start(case: Case) -> State:
    """The state before the first event. A quick refund's money is out from the beginning."""
    return State(money="refunded" if case.quick_refund else "none")


def fold(case: Case, events: Iterable[Event]) -> State:
    """The state after all events, in their order."""
    state = start(case)
    for event in events:
        state = step(case, state, event)
    return state


def step(case: Case, state: State, event: Event) -> State:
    """The state after one more event."""
    match event.name:
        case "request.opened":
            return state
        case "request.resubmitted":
            # What went back before belongs to the earlier attempt; this one owes nothing yet.
            return replace(
                state,
                decision="pending",
                parcel="none",
                money="refunded" if case.quick_refund else "none",
                mode="undecided",
                attempt=state.attempt + 1,
                closed=False,
                before=state.refunded,
            )
        case "request.approved":
            mode = event.data.get("mode") or state.mode
            returns = case.kind in ("return", "replacement") and mode not in ("keep", "partial")
            owes = case.kind in ("refund", "cancellation") or (case.kind == "return" and not returns)
            return replace(
                state,
                decision="approved",
                mode=mode,
                parcel="awaited" if returns and state.parcel == "none" else state.parcel,
                money="owed" if owes and state.money == "none" else state.money,
            )
        case "request.offered":
            return replace(state, decision="offered", mode="partial")
        case "request.rejected":
            return replace(state, decision="rejected")
        case "return.shipped" | "return.delivered" | "return.refused" | "return.lost" | "return.received":
            parcel = event.name.removeprefix("return.")
            owes = parcel == "received" and case.kind == "return" and state.money == "none"
            if _COURSE.index(parcel) < _COURSE.index(state.parcel):
                parcel = state.parcel  # learned late: the parcel is further on already
            return replace(state, parcel=parcel, money="owed" if owes else state.money)
        case "refund.issued":
            asked = case.amount.minor if case.amount else None
            paid, now = event.data.get("amount"), state.refunded - state.before
            total = state.refunded + (int(paid) if paid is not None else max(0, (asked or 0) - now))
            done = paid is None or asked is None or total - state.before >= asked
            return replace(state, refunded=total, money="refunded" if done else "partial")
        case "case.closed":
            return replace(state, closed=True)
        case "case.reopened":
            return replace(state, closed=False)
    return state
