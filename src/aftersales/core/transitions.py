"""Decides what each platform status means on the three axes and what a seller may record next; leaves recording to the
shell.

The axes (decision, parcel, money) move separately: receiving a parcel refunds nothing, a refund needs no parcel.
"""

from __future__ import annotations

from typing import NamedTuple

from aftersales.core.model import State


class Status(NamedTuple):
    """What a platform status says. None: it says nothing of that axis."""

    decision: str | None
    parcel: str | None = None
    money: str | None = None
    finished: bool = False


# The tool's words for what the platform's data can show. Formats map the platform's spellings to these.
STATUSES: dict[str, Status] = {
    "pending": Status("pending"),
    "rejected": Status("rejected"),
    "offered": Status("offered"),
    "in-process": Status("approved"),
    "approved": Status("approved"),
    "awaiting-ship": Status("approved", "awaited"),
    "shipped": Status("approved", "shipped"),
    "receive-rejected": Status("approved", "refused"),
    "refund-due": Status("approved", None, "owed"),
    "complete": Status("approved", None, "refunded", finished=True),
    "replaced": Status("approved", None, None, finished=True),
    "cancelled": Status(None, None, None, finished=True),
}

# Which command records which event, in the order a case usually goes.
COMMAND_OF = {
    "request.approved": "approve",
    "request.rejected": "reject",
    "return.shipped": "shipped",
    "return.delivered": "delivered",
    "return.received": "received",
    "refund.issued": "refund",
    "receipt.extended": "extend",
    "case.closed": "close",
    "case.reopened": "reopen",
    "case.confirmed": "confirm",
    "case.noted": "note",
}
# Decisions that must also be made in Seller Center: they wait for the platform's data.
TOLD_TO_PLATFORM = frozenset(
    {
        "request.approved",
        "request.offered",
        "request.rejected",
        "return.received",
        "return.refused",
        "refund.issued",
        "receipt.extended",
    }
)  # fmt: skip


_DECISIONS = ("request.approved", "request.offered", "request.rejected")


def refusal(
    event: str, kind: str, state: State, known: frozenset[str] = frozenset(), *, asked: bool = False
) -> str | None:
    """Why `event` makes no sense for a case of `kind` in `state`, or None where it does.

    `known` names the events whose exact instant is still unknown (inferred from an export): recording one of them
    replaces the guess and is always allowed. `asked`: the platform itself asks for a decision, whatever was decided
    before, as it does when a buyer disputes a refusal.
    """
    if state.closed:
        return None if event in ("case.reopened", "case.noted", "case.confirmed") else "it is closed"
    if event in known or (asked and event in _DECISIONS):
        return None
    check = _CHECKS.get(event)
    return check(kind, state) if check else None


def _approved(_: str, state: State) -> str | None:
    if state.decision == "approved":
        return "it is approved already"
    if state.decision == "rejected":
        return "it was rejected; a new request of the buyer is recorded with `open`"
    return None


def _offered(kind: str, state: State) -> str | None:
    return (
        "only a return or a refund can be settled in part"
        if kind not in ("return", "refund")
        else _approved(kind, state)
    )


def _rejected(_: str, state: State) -> str | None:
    if state.decision == "rejected":
        return "it is rejected already"
    if state.decision == "approved":
        return "it is approved already; an approval can't be taken back on the platform"
    return None


def _parcel(kind: str, state: State) -> str | None:
    if kind not in ("return", "replacement"):
        return f"a {kind} has no parcel coming back"
    if state.mode in ("keep", "partial"):
        return f"its mode is `{state.mode}`: the buyer keeps the goods"
    if state.decision in ("pending", "offered"):
        return "it is not approved yet, so no parcel is expected"
    if state.decision == "rejected":
        return "it was rejected, so no parcel is expected"
    return None


def _shipped(kind: str, state: State) -> str | None:
    if state.parcel in ("shipped", "delivered", "received", "refused", "lost"):
        return f"its parcel is {state.parcel} already"
    return _parcel(kind, state)


def _delivered(kind: str, state: State) -> str | None:
    if state.parcel in ("delivered", "received", "refused"):
        return f"its parcel is {state.parcel} already"
    return _parcel(kind, state)


def _received(kind: str, state: State) -> str | None:
    if state.parcel in ("received", "refused"):
        return f"its parcel is {state.parcel} already"
    return _parcel(kind, state)


def _refund(kind: str, state: State) -> str | None:
    if state.money == "refunded":
        return "it is refunded in full already"
    if kind == "replacement":
        return "a replacement is settled in goods"
    if state.decision in ("pending", "rejected"):
        return f"its request is {state.decision}; a refund follows an approval"
    return None


def _extend(_: str, state: State) -> str | None:
    if state.parcel not in ("shipped", "delivered"):
        return "no return parcel is under way, so there is no receipt to put off"
    return None


def _reopen(_: str, state: State) -> str | None:
    return None if state.closed else "it is not closed"


_CHECKS = {
    "request.approved": _approved,
    "request.offered": _offered,
    "request.rejected": _rejected,
    "return.shipped": _shipped,
    "return.delivered": _delivered,
    "return.received": _received,
    "refund.issued": _refund,
    "receipt.extended": _extend,
    "case.reopened": _reopen,
}


def possible(kind: str, state: State, *, asked: bool = False) -> list[str]:
    """The commands that make sense for the case as it stands, in the order a case usually goes."""
    return [
        command
        for event, command in COMMAND_OF.items()
        if event not in ("case.confirmed", "case.noted") and refusal(event, kind, state, asked=asked) is None
    ]
