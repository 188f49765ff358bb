"""The table of events: where each makes sense, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aftersales.core.cases import refusals
from aftersales.core.cases.events import AFTER_CLOSING, ANY_TIME, COMMAND_OF, SELLER_DECISIONS
from aftersales.core.cases.model import State
from aftersales.core.cases.statuses import COURSES
from aftersales.core.vocabulary import CLAIM_KINDS, GOODS_KINDS, KINDS, MODES_WITHOUT_RETURN, REQUEST_KINDS
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple


class Transition(NamedTuple):
    """One row of the table. The axes (decision, parcel, money) move separately: receiving a parcel refunds nothing, and
    a refund needs no parcel. Beside them stand what the platform decided (arbitration), the seller's appeal and claim,
    and how far refused goods are on their way back to the buyer (send_back).

    For cases of `kinds`, `event` makes sense where each axis of `needs` has one of its values
    (no entry: any), and leads to the values of `leads`.

    Beside the axes `needs` may name `mode` (after the event), `quick` (yes, no: the money went out before the parcel
    was in), `ruling` (whom a ruling was for), `against` (yes, no: the platform decided against the seller) and `ended`
    (yes, no: what the case was about is over).
    """

    event: str
    kinds: tuple[str, ...]
    needs: Mapping[str, tuple[str, ...]] = {}
    leads: Mapping[str, str] = {}


def _rows(event: str, kinds: str, *ways: tuple[dict[str, str], dict[str, str]]) -> Iterator[Transition]:
    for needs, leads in ways:
        yield Transition(event, tuple(kinds.split()), {axis: tuple(v.split()) for axis, v in needs.items()}, leads)


_CLAIMABLE = " ".join(CLAIM_KINDS)
_ALL, _REQUESTS = " ".join(KINDS), " ".join(REQUEST_KINDS)
_BY_BUYER = " ".join(kind for kind in REQUEST_KINDS if kind != "cancellation")
_WITH_PARCEL, _DIVISIBLE = "return replacement exchange", "refund return exchange reshipment"
_UNDELIVERED = "returned-to-sender"
_GOODS_BACK, _KEPT = "undecided seller-address local-service", " ".join(MODES_WITHOUT_RETURN)
_ON_EVERY_CASE = (
    "message.received", "buyer.told", "chargeback.notified", "chargeback.answered", "evidence.added", "case.noted",
    "case.snoozed", "case.confirmed",
)  # fmt: skip
_APPROVABLE = {"decision": "pending offered", "ended": "no"}
_ON_ITS_WAY = {"decision": "approved", "mode": _GOODS_BACK}

TRANSITIONS: tuple[Transition, ...] = (
    *_rows("request.approved", "refund cancellation", (_APPROVABLE, {"decision": "approved", "money": "owed"})),
    *_rows(
        "request.approved",
        "return",
        ({**_APPROVABLE, "mode": _KEPT}, {"decision": "approved", "money": "owed"}),
        ({**_APPROVABLE, "mode": _GOODS_BACK}, {"decision": "approved", "parcel": "awaited"}),
    ),
    *_rows("request.approved", "replacement exchange", (_APPROVABLE, {"decision": "approved", "parcel": "awaited"})),
    *_rows("request.approved", "reshipment", (_APPROVABLE, {"decision": "approved"})),
    *_rows("request.offered", _DIVISIBLE, (_APPROVABLE, {"decision": "offered"})),
    *_rows("offer.accepted", _DIVISIBLE, ({"decision": "offered"}, {"decision": "approved", "money": "owed"})),
    *_rows("offer.declined", _DIVISIBLE, ({"decision": "offered"}, {"decision": "pending"})),
    *_rows("request.rejected", _REQUESTS, ({**_APPROVABLE, "quick": "no"}, {"decision": "rejected"})),
    *_rows(
        "request.withdrawn",
        _BY_BUYER,
        ({"parcel": "none awaited", "money": "none owed", "ended": "no"}, {}),
    ),
    *_rows("request.withdrawn", "cancellation", ({"decision": "pending rejected", "ended": "no"}, {})),
    *_rows("return.shipped", _WITH_PARCEL, ({**_ON_ITS_WAY, "parcel": "none awaited"}, {"parcel": "shipped"})),
    *_rows(
        "return.delivered",
        _WITH_PARCEL,
        ({**_ON_ITS_WAY, "parcel": "none awaited shipped lost"}, {"parcel": "delivered"}),
    ),
    *_rows(
        "return.graded",
        _WITH_PARCEL,
        ({**_ON_ITS_WAY, "parcel": "none awaited shipped delivered lost", "quick": "no"}, {}),
    ),
    *_rows(
        "return.received",
        "return",
        ({**_ON_ITS_WAY, "parcel": "none awaited shipped delivered lost"}, {"parcel": "received", "money": "owed"}),
    ),
    *_rows(
        "return.received",
        "replacement exchange",
        ({**_ON_ITS_WAY, "parcel": "none awaited shipped delivered lost"}, {"parcel": "received"}),
    ),
    *_rows(
        "return.refused",
        _WITH_PARCEL,
        ({**_ON_ITS_WAY, "parcel": "shipped delivered", "quick": "no"}, {"parcel": "refused"}),
    ),
    # What came back undelivered is nobody's request: nobody decides on it, and no money follows.
    *_rows("order.returned", _UNDELIVERED, ({"parcel": "none shipped"}, {"parcel": "shipped"})),
    *_rows("parcel.reclaimed", _UNDELIVERED, ({"parcel": "none shipped"}, {})),
    *_rows("return.delivered", _UNDELIVERED, ({"parcel": "none shipped lost"}, {"parcel": "delivered"})),
    *_rows("return.received", _UNDELIVERED, ({"parcel": "none shipped delivered lost"}, {"parcel": "received"})),
    *_rows("return.lost", _UNDELIVERED, ({"parcel": "none shipped"}, {"parcel": "lost"})),
    *_rows("goods.placed", f"{_WITH_PARCEL} {_UNDELIVERED}", ({"parcel": "received"}, {})),
    *_rows("return.lost", _WITH_PARCEL, ({**_ON_ITS_WAY, "parcel": "shipped"}, {"parcel": "lost"})),
    # How much has gone back decides between partial and refunded; what is said here is the end of the way.
    *_rows(
        "refund.issued",
        "refund return cancellation",
        ({"decision": "approved offered", "money": "none owed partial"}, {"money": "refunded"}),
    ),
    *_rows(
        "refund.issued",
        "exchange reshipment",
        (
            {"decision": "approved offered", "money": "none owed partial", "mode": "partial"},
            {"money": "refunded"},
        ),
    ),
    *_rows("refund.issued", "review delivery", ({"ended": "no"}, {"money": "partial"})),
    *_rows(
        "replacement.sent", " ".join(GOODS_KINDS), ({"decision": "approved", "mode": _GOODS_BACK, "ended": "no"}, {})
    ),
    *_rows("receipt.extended", _WITH_PARCEL, ({"parcel": "shipped delivered"}, {})),
    *_rows(
        "dispute.opened",
        _BY_BUYER,
        ({"decision": "rejected", "arbitration": "none closed for-seller"}, {"arbitration": "in-progress"}),
        ({"parcel": "refused", "arbitration": "none closed for-seller"}, {"arbitration": "in-progress"}),
    ),
    *_rows("dispute.evidence", _BY_BUYER, ({"arbitration": "in-progress"}, {})),
    *_rows(
        "dispute.ruled",
        "refund",
        (
            {"arbitration": "in-progress", "ruling": "buyer"},
            {"arbitration": "for-buyer", "decision": "approved", "money": "owed"},
        ),
    ),
    *_rows(
        "dispute.ruled",
        "return",
        (
            {"arbitration": "in-progress", "ruling": "buyer", "parcel": "refused"},
            {"arbitration": "for-buyer", "money": "owed"},
        ),
        (
            {"arbitration": "in-progress", "ruling": "buyer", "mode": _KEPT},
            {"arbitration": "for-buyer", "decision": "approved", "money": "owed"},
        ),
        (
            {"arbitration": "in-progress", "ruling": "buyer"},
            {"arbitration": "for-buyer", "decision": "approved", "parcel": "awaited"},
        ),
    ),
    *_rows(
        "dispute.ruled",
        "replacement exchange",
        (
            {"arbitration": "in-progress", "ruling": "buyer"},
            {"arbitration": "for-buyer", "decision": "approved", "parcel": "awaited"},
        ),
    ),
    *_rows(
        "dispute.ruled",
        "reshipment",
        ({"arbitration": "in-progress", "ruling": "buyer"}, {"arbitration": "for-buyer", "decision": "approved"}),
    ),
    *_rows(
        "dispute.ruled",
        _BY_BUYER,
        ({"arbitration": "in-progress", "ruling": "seller"}, {"arbitration": "for-seller"}),
        ({"arbitration": "in-progress", "ruling": "nobody"}, {"arbitration": "closed"}),
    ),
    *_rows(
        "appeal.filed",
        _REQUESTS,
        ({"against": "yes", "appeal": "none"}, {"appeal": "filed"}),
    ),
    *_rows("appeal.filed", "review", ({"appeal": "none", "ended": "no"}, {"appeal": "filed"})),
    *_rows(
        "appeal.ruled",
        f"{_REQUESTS} review",
        ({"appeal": "filed", "ruling": "seller"}, {"appeal": "won"}),
        ({"appeal": "filed", "ruling": "buyer nobody"}, {"appeal": "lost"}),
    ),
    *_rows("claim.opened", _CLAIMABLE, ({"claim": "none won lost"}, {"claim": "opened"})),
    *_rows("claim.submitted", _CLAIMABLE, ({"claim": "opened"}, {"claim": "submitted"})),
    *_rows("claim.won", _CLAIMABLE, ({"claim": "opened submitted"}, {"claim": "won"})),
    *_rows("claim.lost", _CLAIMABLE, ({"claim": "opened submitted"}, {"claim": "lost"})),
    # The goods of a return can be called for once; those of its next attempt once more.
    *_rows("send-back.called", _WITH_PARCEL, ({"parcel": "refused", "send_back": "none"}, {"send_back": "called"})),
    *_rows(
        "send-back.sent",
        _WITH_PARCEL,
        ({"parcel": "refused", "send_back": "none"}, {"send_back": "sent"}),
        ({"send_back": "called"}, {"send_back": "sent"}),
    ),
    *_rows("send-back.reimbursed", _WITH_PARCEL, ({"send_back": "sent"}, {"send_back": "reimbursed"})),
    *_rows("send-back.dropped", _WITH_PARCEL, ({"send_back": "called sent"}, {"send_back": "dropped"})),
    *_rows("review.contacted", "review", ({"ended": "no"}, {})),
    *_rows("review.offered", "review", ({"ended": "no"}, {})),
    *_rows("review.resolved", "review", ({"ended": "no"}, {})),
    *_rows("order.dispatched", "delivery", ({"ended": "no"}, {})),
    *_rows("order.collected", "delivery", ({"ended": "no"}, {})),
    *_rows("order.delivered", "delivery", ({"ended": "no"}, {})),
    *_rows("order.cancelled", "delivery", ({"ended": "no"}, {})),
    *_rows("order.returned", "delivery", ({"ended": "no"}, {})),
    *_rows("order.cancelled", "cancellation", ({"decision": "pending"}, {"decision": "approved"})),
    *_rows("tracking.updated", "delivery", ({"ended": "no"}, {})),
    *_rows("delivery.traced", f"delivery {_UNDELIVERED}", ({"parcel": "none shipped", "ended": "no"}, {})),
    *_rows("routine.done", "routine", ({}, {})),
    *(row for event in _ON_EVERY_CASE for row in _rows(event, _ALL, ({}, {}))),
)

# The same rows by event and kind: they are asked for at every step of every case.
_ROWS: dict[tuple[str, str], list[Transition]] = {}
for _row in TRANSITIONS:
    for _kind in _row.kinds:
        _ROWS.setdefault((_row.event, _kind), []).append(_row)


def values_of(state: State, *, mode: str | None = None, ruling: str | None = None) -> dict[str, str]:
    """Where a case stands, by the names that the table uses."""
    return {
        "decision": state.decision,
        "parcel": state.parcel,
        "money": state.money,
        "mode": mode or state.mode,
        "arbitration": state.arbitration,
        "appeal": state.appeal,
        "claim": state.claim,
        "send_back": state.send_back,
        "quick": "yes" if "quick-refund" in state.flags else "no",
        "ended": "yes" if state.ended else "no",
        "against": "yes" if _against(state) else "no",
        **({"ruling": ruling} if ruling else {}),
    }


def _against(state: State) -> bool:
    """Whether the platform decided something against the seller: by a ruling, by approving itself, by refunding early.
    Who gave an approval that is only seen in its data is not known, and may have been the platform.
    """
    return (
        state.arbitration == "for-buyer"
        or "quick-refund" in state.flags
        or (state.decision == "approved" and state.approved_by in ("platform", "unknown"))
    )


def destination(event: str, kind: str, now: Mapping[str, str]) -> dict[str, str]:
    """Where an event leads from `now` (as `facts` gives it): axis → value. What happened counts even where the table
    would not have it (imports are the record); then the first row of the event and kind says where to.
    """
    rows = [t for t in _ROWS.get((event, kind), ()) if _fits(t, now, ("mode", "ruling"))]
    row = next((t for t in rows if _fits(t, now, tuple(t.needs))), rows[0] if rows else None)
    return {axis: _forward(axis, now[axis], value) for axis, value in row.leads.items()} if row else {}


def _fits(row: Transition, now: Mapping[str, str], axes: tuple[str, ...]) -> bool:
    """Whether a row's needs of these axes are met; what is not known is not an obstacle."""
    return all(now.get(a, row.needs[a][0]) in row.needs[a] for a in axes if a in row.needs)


def _forward(axis: str, before: str, after: str) -> str:
    course = COURSES.get(axis)
    return max(before, after, key=course.index) if course else after


def refusal(
    event: str,
    kind: str,
    state: State,
    known: frozenset[str] = frozenset(),
    *,
    asked: bool = False,
    mode: str | None = None,
    ruling: str | None = None,
) -> str | None:
    """Why `event` makes no sense for a case of `kind` in `state`, or None where it does.

    `known` names the events whose exact instant is still unknown (inferred from an export): recording one of them
    replaces the guess and is always allowed. `asked`: the platform itself asks for a decision, whatever was decided
    before, as it does when a buyer disputes a refusal.
    """
    if state.closed and event not in AFTER_CLOSING:
        return tr("it is closed")
    if event in ("case.reopened", "case.closed"):
        return None if state.closed or event == "case.closed" else tr("it is not closed")
    rows = _ROWS.get((event, kind), [])
    if not rows:
        return refusals.wrong_kind(event, kind)
    now = values_of(state, mode=mode, ruling=ruling)
    # What the platform asks for again may be decided again; that the money is out already bars it all the same.
    again = asked and event in SELLER_DECISIONS and any(_fits(t, now, ("quick",)) for t in rows)
    if event in known or again:
        return None
    if any(_fits(t, now, tuple(t.needs)) for t in rows):
        return None
    # The row that comes nearest says why.
    nearest = max(rows, key=lambda t: sum(_fits(t, now, (axis,)) for axis in t.needs) - len(t.needs))
    axis = next(a for a in _ASKED_FIRST if a in nearest.needs and not _fits(nearest, now, (a,)))
    return refusals.reason_text(event, kind, axis, now[axis])


# Of several obstacles the one that a seller should hear of.
_ASKED_FIRST = (
    "quick", "ended", "money", "parcel", "mode", "arbitration", "decision", "appeal", "against", "ruling", "claim",
    "send_back",
)  # fmt: skip


def possible_commands(kind: str, state: State, *, asked: bool = False) -> list[str]:
    """The commands that make sense for the case as it stands, in the order a case usually goes."""
    commands = [
        command
        for event, command in COMMAND_OF.items()
        if event not in ANY_TIME and refusal(event, kind, state, asked=asked) is None
    ]
    return list(dict.fromkeys(commands))


def mode_is_open(kind: str, state: State, *, asked: bool = False) -> bool:
    """Whether a return's mode is still open: it is not approved yet, or approved with the mode undecided."""
    if kind != "return":
        return False
    if (state.decision, state.mode) == ("approved", "undecided"):
        return not state.settled and state.parcel in ("none", "awaited")
    return refusal("request.approved", kind, state, asked=asked) is None
