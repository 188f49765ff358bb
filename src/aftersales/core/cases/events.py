"""The catalogue of events, and the sets derived from it."""

from __future__ import annotations

from aftersales.core.vocabulary import REQUEST_KINDS
from aftersales.named_tuple import NamedTuple


class EventType(NamedTuple):
    """What one event of the catalogue means to the program. Every set of events is derived from these fields.

    How it is recorded:

    - `command`: the command that records it. `done_for`: the duties of the shop for which `done` records it.
    - `kinds`: the kinds of case that have it although no transition names it; `begins`: it is such a case's first
      event; `opens_attempt`: the buyer asks, for the first time or again.
    - `timeout_of`: the outcome of a rule; the event happens by itself when the time of that rule runs out.
    - `follows`: the events after one of which it comes; it is refused where it is dated before them.
    - `any_time`: it is always possible, so no list of next steps names it; `after_closing`: a closed case takes it.

    What it changes:

    - `decided_by`: whose decision on the request it is, `seller` or `buyer`. `approves`: the request is approved by it.
    - `ends`: what the case was about is over; `ends_kinds`: only for cases of these kinds. `progress`: how far along a
      request is; the higher is further.
    - `answers`: the duties whose platform deadline it meets. `late_for`: the duty after whose deadline the platform may
      have acted before it. `by_others`: it ends the seller's clocks without being the seller's answer.
    - `outlives`: what it starts goes on after the case is over, and no new attempt ends it.
    - `remark`: it changes neither the state nor a deadline. `independent`: an undo of what came before leaves it as
      it is. `informative`: it says something of where the case stands.

    What the platform knows:

    - `seller_center`: it must also be done in Seller Center: `shown` where the platform's data can show it later,
      `hidden` where they never do, an empty text where there is nothing to do.
    - `confirmed_by`, `contradicted_by`: the statuses of later snapshots that show it, or show that it was not so.
    - `inferred_from`: the axis and value of a snapshot from which it is inferred.
    """

    name: str
    command: str | None = None
    done_for: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    begins: bool = False
    opens_attempt: bool = False
    timeout_of: str | None = None
    follows: tuple[str, ...] = ()
    any_time: bool = False
    after_closing: bool = False
    decided_by: str = ""
    approves: bool = False
    ends: bool = False
    ends_kinds: tuple[str, ...] = ()
    progress: int = 0
    answers: tuple[str, ...] = ()
    late_for: str | None = None
    by_others: bool = False
    outlives: bool = False
    remark: bool = False
    independent: bool = False
    informative: bool = True
    seller_center: str = ""
    confirmed_by: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()
    inferred_from: tuple[str, str] | None = None


# In the order in which a case usually goes; lists of commands keep it.
CATALOGUE: tuple[EventType, ...] = (
    # The beginning of a case
    EventType("request.opened", kinds=REQUEST_KINDS, begins=True, opens_attempt=True),
    EventType("request.resubmitted", kinds=REQUEST_KINDS, begins=True, opens_attempt=True, by_others=True),
    EventType("review.opened", kinds=("review",), begins=True),
    EventType("routine.added", kinds=("routine",), begins=True),
    EventType("order.placed", kinds=("delivery",), begins=True),
    EventType("order.paid", kinds=("delivery",)),
    # The carrier could not hand the order over: the parcel is on its way back. For its delivery that is the end.
    EventType("order.returned", begins=True, ends_kinds=("delivery",), by_others=True),
    # The decision on a request
    EventType(
        "request.approved",
        command="approve",
        decided_by="seller",
        approves=True,
        progress=4,
        answers=("respond",),
        late_for="respond",
        seller_center="shown",
        confirmed_by=(
            "in-process", "approved", "awaiting-ship", "shipped", "receive-rejected", "refund-due", "complete",
            "replaced",
        ),
        contradicted_by=("pending", "rejected", "offered"),
        inferred_from=("decision", "approved"),
    ),
    EventType(
        "request.offered",
        command="offer",
        decided_by="seller",
        progress=3,
        answers=("respond",),
        late_for="respond",
        seller_center="shown",
        confirmed_by=("offered", "complete", "refund-due", "cancelled"),
        contradicted_by=("pending",),
        inferred_from=("decision", "offered"),
    ),
    EventType(
        "offer.accepted", command="accepted", follows=("request.offered",), decided_by="buyer", approves=True,
        by_others=True,
    ),
    EventType("offer.declined", command="declined", follows=("request.offered",), decided_by="buyer", by_others=True),
    EventType(
        "request.rejected",
        command="reject",
        decided_by="seller",
        progress=2,
        answers=("respond",),
        late_for="respond",
        seller_center="shown",
        confirmed_by=("rejected", "cancelled"),
        contradicted_by=("pending", "approved", "awaiting-ship", "shipped", "refund-due", "complete"),
        inferred_from=("decision", "rejected"),
    ),
    EventType("request.withdrawn", command="withdrawn", ends=True, progress=1, answers=("respond",), by_others=True),
    # The parcel that comes back
    EventType(
        "return.shipped", command="shipped", progress=5, by_others=True, inferred_from=("parcel", "shipped")
    ),
    EventType("return.delivered", command="delivered", progress=6, by_others=True),
    EventType("return.deemed-delivered", timeout_of="deemed-delivered", by_others=True),
    # Wrong goods came back: they are checked, and not accepted. The time to refuse them goes on.
    EventType("return.graded", command="received", late_for="confirm-receipt"),
    EventType(
        "return.received",
        command="received",
        ends_kinds=("returned-to-sender",),
        progress=7,
        answers=("confirm-receipt",),
        late_for="confirm-receipt",
        seller_center="shown",
        confirmed_by=("refund-due", "complete", "replaced"),
        contradicted_by=("shipped", "awaiting-ship"),
    ),
    EventType(
        "return.refused",
        command="refused",
        progress=8,
        answers=("confirm-receipt",),
        late_for="confirm-receipt",
        seller_center="shown",
        confirmed_by=("receive-rejected", "cancelled"),
        contradicted_by=("shipped", "complete"),
        inferred_from=("parcel", "refused"),
    ),
    # Where goods went that were graded and held: it changes nothing of the case.
    EventType(
        "goods.placed", command="stock place", follows=("return.received",), any_time=True, after_closing=True,
        remark=True, informative=False,
    ),
    EventType("return.lost", command="lost", progress=9, answers=("confirm-receipt",), by_others=True),
    # How a request is settled
    EventType(
        "refund.issued",
        command="refund",
        progress=10,
        seller_center="shown",
        confirmed_by=("complete",),
        contradicted_by=("pending", "rejected", "awaiting-ship", "shipped", "refund-due", "cancelled"),
    ),
    EventType(
        "replacement.sent", command="replaced", done_for=("replace",), follows=("request.approved",), ends=True,
        seller_center="hidden",
    ),
    # No snapshot of a request shows an extension.
    EventType("receipt.extended", command="extend", seller_center="shown"),
    # Disputes and appeals
    EventType(
        "dispute.opened", command="dispute", follows=("request.rejected", "return.refused"), by_others=True
    ),
    EventType(
        "dispute.evidence", command="evidence submit", follows=("dispute.opened",), late_for="gather-evidence",
        seller_center="hidden",
    ),
    EventType("dispute.ruled", command="ruled", follows=("dispute.opened",), by_others=True),
    EventType("appeal.filed", command="appeal", after_closing=True, seller_center="hidden"),
    EventType("appeal.ruled", command="ruled", follows=("appeal.filed",), after_closing=True, by_others=True),
    # A claim on the carrier or the platform. It is never a next step by itself: facts that speak for one are a hint.
    EventType("claim.opened", command="claim open", any_time=True, after_closing=True, outlives=True),
    EventType(
        "claim.submitted", command="claim submit", follows=("claim.opened",), after_closing=True, outlives=True,
        late_for="claim", seller_center="hidden",
    ),
    EventType("claim.won", command="claim won", follows=("claim.opened",), after_closing=True, outlives=True),
    EventType("claim.lost", command="claim lost", follows=("claim.opened",), after_closing=True, outlives=True),
    # Refused goods on their way back to the buyer. Customer service calls for it only in some markets, so no list of
    # next steps names the call: `show` does where a rule knows it.
    EventType(
        "send-back.called", command="send-back called", follows=("return.refused",), any_time=True, after_closing=True,
        outlives=True,
    ),
    EventType(
        "send-back.sent", command="send-back sent", follows=("return.refused", "send-back.called"), after_closing=True,
        outlives=True, late_for="send-back",
    ),
    EventType(
        "send-back.reimbursed", command="send-back reimbursed", follows=("send-back.sent",), after_closing=True,
        outlives=True,
    ),
    EventType(
        "send-back.dropped", command="send-back dropped", follows=("send-back.called", "send-back.sent"),
        after_closing=True, outlives=True,
    ),
    # Bad reviews
    EventType("review.contacted", command="review contact", done_for=("contact-buyer", "follow-up")),
    EventType("review.offered", command="review offer"),
    EventType("review.resolved", command="review resolve", ends=True),
    # The order on its way to the buyer. No snapshot of a request shows that an order was dispatched. That it is ready
    # to ship is what the platform's data show; `order.dispatched` is the same milestone, recorded by hand.
    EventType("order.ready", kinds=("delivery",)),
    EventType("order.dispatched", command="order dispatched", seller_center="shown"),
    EventType("order.collected", command="order collected", follows=("order.ready", "order.dispatched")),
    EventType(
        "order.delivered", command="order delivered", follows=("order.ready", "order.dispatched", "order.collected"),
        ends=True, by_others=True,
    ),
    EventType(
        "order.cancelled",
        ends=True,
        by_others=True,
        seller_center="shown",
        confirmed_by=("approved", "refund-due", "complete", "cancelled"),
        contradicted_by=("pending",),
    ),
    EventType("tracking.updated", command="order tracking", follows=("order.ready", "order.dispatched")),
    EventType("offer.lapsed", timeout_of="offer-lapsed", by_others=True),
    EventType("tracking.stale", timeout_of="tracking-stale"),
    EventType("delivery.late", timeout_of="delivery-late"),
    EventType("delivery.traced", command="done", done_for=("trace",)),
    EventType("parcel.reclaimed", command="done", done_for=("reclaim",), follows=("order.returned",)),
    EventType("routine.done", command="done", done_for=("restock",)),
    # The file of the case
    EventType("case.closed", command="close", progress=11, by_others=True),
    EventType("case.reopened", command="reopen", after_closing=True, progress=12),
    EventType("evidence.added", command="evidence add", any_time=True, after_closing=True, informative=False),
    EventType("message.received", command="message", any_time=True, informative=False),
    EventType(
        "buyer.told", command="note", done_for=("tell-buyer", "answer-message"), any_time=True, informative=False
    ),
    EventType("chargeback.notified", command="chargeback", any_time=True, informative=False),
    EventType(
        "chargeback.answered", command="done", done_for=("answer-chargeback",), any_time=True, informative=False
    ),
    EventType("case.confirmed", command="confirm", any_time=True, after_closing=True, independent=True),
    EventType(
        "case.noted", command="note", any_time=True, after_closing=True, remark=True, independent=True,
        informative=False,
    ),
    EventType("case.snoozed", command="snooze", any_time=True, remark=True, informative=False),
    EventType("case.caught-up", informative=False),
)  # fmt: skip

NAMES = frozenset(e.name for e in CATALOGUE)

# How they are recorded
COMMAND_OF = {e.name: e.command for e in CATALOGUE if e.command is not None}
DONE_EVENTS = {duty: e.name for e in CATALOGUE for duty in e.done_for}  # duty → the event that `done` records for it
KINDS_OF = {e.name: e.kinds for e in CATALOGUE if e.kinds}
BEGINNINGS = frozenset(e.name for e in CATALOGUE if e.begins)
OPENINGS = frozenset(e.name for e in CATALOGUE if e.opens_attempt)
TIMEOUT_EVENTS = {e.timeout_of: e.name for e in CATALOGUE if e.timeout_of is not None}  # outcome of a rule → event
PREDECESSORS = {e.name: e.follows for e in CATALOGUE if e.follows}
ANY_TIME = frozenset(e.name for e in CATALOGUE if e.any_time)
AFTER_CLOSING = frozenset(e.name for e in CATALOGUE if e.after_closing)

# What they change
SELLER_DECISIONS = frozenset(e.name for e in CATALOGUE if e.decided_by == "seller")
DECISIONS = frozenset(e.name for e in CATALOGUE if e.decided_by)
APPROVALS = frozenset(e.name for e in CATALOGUE if e.approves)
ENDS = frozenset(e.name for e in CATALOGUE if e.ends)
PROGRESS = {e.name: e.progress for e in CATALOGUE if e.progress}
_ENDS_KINDS = {e.name: e.ends_kinds for e in CATALOGUE if e.ends_kinds}
LATE_FOR = {e.name: e.late_for for e in CATALOGUE if e.late_for is not None}
BY_OTHERS = frozenset(e.name for e in CATALOGUE if e.by_others)
OUTLIVING = frozenset(e.name for e in CATALOGUE if e.outlives)
REMARKS = frozenset(e.name for e in CATALOGUE if e.remark)
INDEPENDENT = frozenset(e.name for e in CATALOGUE if e.independent)
UNINFORMATIVE = frozenset(e.name for e in CATALOGUE if not e.informative)

# What the platform knows
SHOWN_IN_DATA = frozenset(e.name for e in CATALOGUE if e.seller_center == "shown")
HIDDEN_IN_DATA = frozenset(e.name for e in CATALOGUE if e.seller_center == "hidden")
SHOWN_BY_SNAPSHOTS = frozenset(e.name for e in CATALOGUE if e.confirmed_by)
# Event → status of a later snapshot → whether the event is confirmed (True) or contradicted (False) by it.
VERDICTS = {
    e.name: {**dict.fromkeys(e.confirmed_by, True), **dict.fromkeys(e.contradicted_by, False)}
    for e in CATALOGUE
    if e.confirmed_by
}
INFERRED = {e.inferred_from: e.name for e in CATALOGUE if e.inferred_from is not None}  # (axis, value) → event

# The milestones of an order, in their order: each with the events by which it is reached, those further on included.
_DELIVERED = frozenset({"order.delivered"})
_COLLECTED = frozenset({"order.collected"}) | _DELIVERED
MILESTONES = {
    "order.ready": frozenset({"order.ready", "order.dispatched"}) | _COLLECTED,
    "order.collected": _COLLECTED,
    "order.delivered": _DELIVERED,
}
# The order has left, or is ready to.
LEFT = MILESTONES["order.ready"] - _DELIVERED


def is_end(event: str, kind: str) -> bool:
    """Whether with this event it is over what a case of this kind was about."""
    return event in ENDS or kind in _ENDS_KINDS.get(event, ())


def milestone_of(event: str) -> str:
    """The milestone that an event is: `order.dispatched` is what is recorded of `order.ready`."""
    return "order.ready" if event == "order.dispatched" else event


def answering(duty: str) -> frozenset[str]:
    """The events that meet the platform's own deadline for a duty; empty where the platform gives none."""
    return _ANSWERING.get(duty, frozenset())


_ANSWERING = {
    duty: frozenset(e.name for e in CATALOGUE if duty in e.answers)
    for duty in dict.fromkeys(duty for e in CATALOGUE for duty in e.answers)
}
