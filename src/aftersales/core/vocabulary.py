"""Fixed words of the vocabulary: kinds, owners, modes, statuses, causes."""

from __future__ import annotations

from aftersales.language import tr

KINDS = (
    "refund", "return", "replacement", "exchange", "reshipment", "cancellation", "review", "delivery", "routine",
)  # fmt: skip
REQUEST_KINDS = ("refund", "return", "replacement", "exchange", "reshipment", "cancellation")
# Settled in goods: an exchange waits for the goods that come back, a reshipment for none.
GOODS_KINDS = ("replacement", "exchange", "reshipment")
OWNERS = ("seller", "buyer", "platform")
# What silence on a duty costs: money or goods, a right, the shop's standing, a look, a chore of the house, nothing.
STAKES = ("money", "right", "standing", "look", "house", "none")
MODES = ("keep", "seller-address", "local-service", "partial")
MODES_WITHOUT_RETURN = ("keep", "partial")  # the buyer keeps the goods
ORDER_STATUSES = (
    "unpaid", "on-hold", "awaiting-shipment", "partially-shipping", "awaiting-collection",
    "in-transit", "delivered", "completed", "cancelled",
)  # fmt: skip
# An order that is paid and not yet with its buyer.
UNDER_WAY = ("on-hold", "awaiting-shipment", "partially-shipping", "awaiting-collection", "in-transit")
# How an order is sold, which decides how long the seller has, and who ships it.
ORDER_TYPES = ("regular", "pre-order", "made-to-order", "back-order", "custom")
SHIPPING_TYPES = ("platform", "seller")
# What `cases --state` takes: open or closed, or a state on one of the three axes.
CASE_STATES = (
    "open", "closed", "all", "pending", "approved", "rejected", "offered", "none", "awaited", "shipped", "delivered",
    "received", "refused", "lost", "owed", "partial", "refunded",
)  # fmt: skip
CANCELLED_BY = ("seller", "platform")  # a buyer asks for it instead: a case
CAUSES = ("quality", "logistics", "misunderstanding", "malicious")

# What people read for the names of events.
EVENT_PHRASES = {
    "appeal.filed": tr("appeal filed"),
    "appeal.ruled": tr("appeal decided"),
    "buyer.told": tr("buyer informed"),
    "case.caught-up": tr("history taken over"),
    "case.closed": tr("case closed"),
    "case.confirmed": tr("confirmed by hand"),
    "case.noted": tr("note added"),
    "case.reopened": tr("case reopened"),
    "case.snoozed": tr("snoozed"),
    "chargeback.answered": tr("chargeback answered"),
    "chargeback.notified": tr("chargeback notified"),
    "delivery.late": tr("delivery late"),
    "delivery.traced": tr("delivery traced"),
    "dispute.evidence": tr("evidence handed in"),
    "dispute.opened": tr("dispute opened"),
    "dispute.ruled": tr("dispute decided"),
    "evidence.added": tr("evidence added"),
    "message.received": tr("message received"),
    "offer.accepted": tr("offer accepted"),
    "offer.declined": tr("offer declined"),
    "offer.lapsed": tr("offer not answered"),
    "order.cancelled": tr("order cancelled"),
    "order.collected": tr("order collected by the carrier"),
    "order.delivered": tr("order delivered"),
    "order.dispatched": tr("order dispatched"),
    "order.paid": tr("order paid"),
    "order.placed": tr("order placed"),
    "order.ready": tr("order ready to ship"),
    "receipt.extended": tr("time to check extended"),
    "refund.issued": tr("refund issued"),
    "replacement.sent": tr("replacement sent"),
    "request.approved": tr("approved"),
    "request.offered": tr("partial refund offered"),
    "request.opened": tr("request opened"),
    "request.rejected": tr("rejected"),
    "request.resubmitted": tr("request sent again"),
    "request.withdrawn": tr("request withdrawn"),
    "return.deemed-delivered": tr("return taken as delivered"),
    "return.delivered": tr("return delivered"),
    "return.lost": tr("return lost"),
    "return.received": tr("return accepted"),
    "return.refused": tr("return refused"),
    "return.shipped": tr("return shipped"),
    "review.contacted": tr("buyer of the review contacted"),
    "review.offered": tr("offer made to the reviewer"),
    "review.opened": tr("review received"),
    "review.resolved": tr("review resolved"),
    "routine.added": tr("routine added"),
    "routine.done": tr("routine done"),
    "tracking.stale": tr("tracking without news"),
    "tracking.updated": tr("tracking updated"),
}
