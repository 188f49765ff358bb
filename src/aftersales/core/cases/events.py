"""Sets of events, and the commands that record them."""

from __future__ import annotations

# What ends that which a case was about: nothing more is to come of it, unless it is asked again.
ENDS = frozenset(
    {"request.withdrawn", "replacement.sent", "review.resolved", "order.delivered", "order.cancelled"}
)  # fmt: skip

# Which command records which event, in the order a case usually goes.
COMMAND_OF = {
    "request.approved": "approve",
    "offer.accepted": "accepted",
    "offer.declined": "declined",
    "request.rejected": "reject",
    "request.withdrawn": "withdrawn",
    "return.shipped": "shipped",
    "return.delivered": "delivered",
    "return.received": "received",
    "return.refused": "refused",
    "return.lost": "lost",
    "refund.issued": "refund",
    "replacement.sent": "replaced",
    "receipt.extended": "extend",
    "dispute.opened": "dispute",
    "dispute.evidence": "evidence submit",
    "dispute.ruled": "ruled",
    "appeal.filed": "appeal",
    "appeal.ruled": "ruled",
    "review.contacted": "review contact",
    "review.offered": "review offer",
    "review.resolved": "review resolve",
    "order.dispatched": "order dispatched",
    "order.delivered": "order delivered",
    "tracking.updated": "order tracking",
    "delivery.traced": "done",
    "routine.done": "done",
    "case.closed": "close",
    "case.reopened": "reopen",
    "evidence.added": "evidence add",
    "message.received": "message",
    "buyer.told": "note",
    "chargeback.notified": "chargeback",
    "chargeback.answered": "done",
    "case.confirmed": "confirm",
    "case.noted": "note",
    "case.snoozed": "snooze",
}
# Duty of the house → the event by which `done` says that it is done.
TICKS = {
    "restock": "routine.done",
    "trace": "delivery.traced",
    "tell-buyer": "buyer.told",
    "answer-message": "buyer.told",
    "answer-chargeback": "chargeback.answered",
    "contact-buyer": "review.contacted",
    "follow-up": "review.contacted",
    "replace": "replacement.sent",
}
# Always possible: no list of what comes next names them.
ASIDE = frozenset(
    {
        "evidence.added", "message.received", "buyer.told", "chargeback.notified", "chargeback.answered",
        "case.confirmed", "case.noted", "case.snoozed",
    }
)  # fmt: skip
# Decisions that must also be made in Seller Center: they wait for the platform's data.
TOLD_TO_PLATFORM = frozenset(
    {
        "request.approved", "request.offered", "request.rejected", "return.received", "return.refused",
        "refund.issued", "receipt.extended", "order.dispatched", "order.cancelled",
    }
)  # fmt: skip
# What tells nothing of where a case stands.
BESIDE_THE_POINT = frozenset({"case.noted", "case.snoozed"})
# Done in Seller Center too, but no data that are read here ever show it.
DONE_THERE = frozenset({"dispute.evidence", "appeal.filed", "replacement.sent"})
