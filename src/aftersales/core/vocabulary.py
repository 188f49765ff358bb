"""Fixed words of the vocabulary, and what people read for them."""

from __future__ import annotations

from aftersales.language import mark, tr
from aftersales.text import remarked

KINDS = (
    "refund", "return", "replacement", "exchange", "reshipment", "cancellation", "review", "delivery", "routine",
    "returned-to-sender",
)  # fmt: skip
REQUEST_KINDS = ("refund", "return", "replacement", "exchange", "reshipment", "cancellation")
# Requests that cost goods or money. A cancellation costs neither, and the seller is as often its cause.
COSTLY_KINDS = tuple(kind for kind in REQUEST_KINDS if kind != "cancellation")
# Settled in goods: an exchange waits for the goods that come back, a reshipment for none.
GOODS_KINDS = ("replacement", "exchange", "reshipment")
# What is recorded of them stays here: Seller Center asks for nothing.
OWN_KINDS = ("review", "routine", "returned-to-sender")
OWNERS = ("seller", "buyer", "platform")
# What may have to be done, by whomever; a policy file or a routine of the seller's own may name others.
DUTIES = (
    "respond", "confirm-receipt", "reject-missing", "refund", "replace", "dispatch", "gather-evidence", "appeal",
    "answer-message", "answer-chargeback", "check", "close", "contact-buyer", "follow-up", "tell-buyer", "trace",
    "restock", "decide", "ship-back", "dispute", "answer-offer", "deliver", "tracking", "auto-cancel", "auto-refund",
    "claim", "claim-follow-up", "send-back", "reclaim-postage", "reclaim",
)  # fmt: skip
# What the seller loses without an answer: money or goods, a right, the shop's rating; "look": unknown, look it up;
# "house": only an own target; "none": nothing.
STAKES = ("money", "right", "standing", "look", "house", "none")
# How a list shows orders to send or to trace: folded into a line, line by line, or not at all.
ORDERS = ("fold", "list", "off")
# By what a list of duties is sorted.
SORTS = ("urgency", "due", "amount", "shop", "kind", "case")
MODES = ("keep", "seller-address", "local-service", "partial")
UNDECIDED = "undecided"  # approved, and the mode is said another time
MODES_WITHOUT_RETURN = ("keep", "partial")  # the buyer keeps the goods
ORDER_STATUSES = (
    "unpaid", "on-hold", "awaiting-shipment", "partially-shipping", "awaiting-collection",
    "in-transit", "delivered", "completed", "cancelled",
)  # fmt: skip
# An order that is paid and not yet with its buyer.
UNDER_WAY = ("on-hold", "awaiting-shipment", "partially-shipping", "awaiting-collection", "in-transit")
# An order that has not left, as a whole, and is not ready to.
NOT_LEFT = ("unpaid", "on-hold", "awaiting-shipment", "partially-shipping")
# How an order is sold, which decides how long the seller has, and who ships it.
ORDER_TYPES = ("regular", "pre-order", "made-to-order", "back-order", "custom")
SHIPPING_TYPES = ("platform", "seller")
# What `cases --state` takes: open or closed, or a state on one of the three axes.
CASE_STATES = (
    "open", "closed", "all", "pending", "approved", "rejected", "offered", "none", "awaited", "shipped", "delivered",
    "received", "refused", "lost", "owed", "partial", "refunded",
)  # fmt: skip
CANCELLED_BY = ("seller", "platform")  # a buyer asks for it instead: a case
# In what state a returned item came back, and where its units went; "held" is what nobody has said anything of.
GRADES = ("original", "minor", "severe", "wrong")
MOVEMENTS = ("to-stock", "scrap", "held")
# Flags of the clock of an answer: Seller Center gives it by an automatic rule, or the data show that it did not.
LEFT_TO_RULE, MISSED_BY_RULE = "auto-rule", "auto-rule-missed"
# A claim for a parcel: on whom, for what, and which parcel: to the buyer, or back to the seller.
CLAIM_ON = ("carrier", "platform")
CLAIM_REASONS = ("lost", "damaged", "not-received")
CLAIM_PARCELS = ("outbound", "return")
CLAIM_KINDS = (*REQUEST_KINDS, "delivery", "returned-to-sender")
# What a rule may say that happens when its time runs out.
OUTCOMES = (
    "auto-approved", "deemed-delivered", "refunded", "case-closed", "late", "delivery-late", "tracking-stale",
    "window-closed", "claim-closed", "decided-without-you", "order-cancelled", "offer-lapsed", "destroyed", "none",
    "unknown",
)  # fmt: skip
# Outcomes of a duty that nobody must do: it is a right for a time, and then closed.
WINDOWS = ("window-closed", "claim-closed")
CAUSES = ("quality", "logistics", "misunderstanding", "malicious")


def event_text(name: str) -> str:
    """What people read for the name of an event: `return shipped` for `return.shipped`."""
    return tr(_EVENTS.get(name, name))


def label(code: str) -> str:
    """What people read for a kind, an owner, a mode, a status, a state or a band; a code without a label stays."""
    return tr(LABELS.get(code, code))


def state_label(axis: str, state: str) -> str:
    """What people read for a state of a case on an axis: an appeal that is lost is not lost as a parcel is."""
    return tr("lost", "an appeal or a claim") if state == "lost" and axis != "parcel" else label(state)


def mode_label(mode: str) -> str:
    """What people read for a return mode, with the word to type where that is another one."""
    said = label(mode)
    return said if said == mode else remarked(said, mode)


def duty_label(duty: str) -> str:
    """What people read for a duty."""
    return tr(_DUTIES[duty]) if duty in _DUTIES else label(duty)


BY_HAND = mark("recorded by hand")  # where what was typed here is known from


def origin_text(origin: str) -> str:
    """What people read for where something is known from: a row of a file, a platform's answer, or typed here."""
    return tr(origin) if origin == BY_HAND else origin


_EVENTS = {
    "appeal.filed": mark("appeal filed"),
    "appeal.ruled": mark("appeal decided"),
    "buyer.told": mark("buyer informed"),
    "claim.lost": mark("claim lost"),
    "claim.opened": mark("claim opened"),
    "claim.submitted": mark("claim handed in"),
    "claim.won": mark("claim won"),
    "case.caught-up": mark("history taken over"),
    "case.closed": mark("case closed"),
    "case.confirmed": mark("confirmed by hand"),
    "case.noted": mark("note added"),
    "case.reopened": mark("case reopened"),
    "case.snoozed": mark("snoozed"),
    "chargeback.answered": mark("chargeback answered"),
    "chargeback.notified": mark("chargeback received"),
    "delivery.late": mark("delivery late"),
    "delivery.traced": mark("delivery traced"),
    "dispute.evidence": mark("evidence handed in"),
    "dispute.opened": mark("dispute opened"),
    "dispute.ruled": mark("dispute decided"),
    "evidence.added": mark("evidence added"),
    "message.received": mark("message received"),
    "offer.accepted": mark("offer accepted"),
    "offer.declined": mark("offer declined"),
    "offer.lapsed": mark("offer not answered"),
    "order.cancelled": mark("order cancelled"),
    "order.collected": mark("order collected by the carrier"),
    "order.delivered": mark("order delivered"),
    "order.dispatched": mark("order dispatched"),
    "order.paid": mark("order paid"),
    "order.placed": mark("order placed"),
    "order.returned": mark("order came back undelivered"),
    "order.ready": mark("order ready to ship"),
    "receipt.extended": mark("time to check extended"),
    "parcel.reclaimed": mark("parcel asked back"),
    "refund.issued": mark("refund issued"),
    "replacement.sent": mark("replacement sent"),
    "request.approved": mark("approved"),
    "request.offered": mark("partial refund offered"),
    "request.opened": mark("request opened"),
    "request.rejected": mark("rejected"),
    "request.resubmitted": mark("request sent again"),
    "request.withdrawn": mark("request withdrawn"),
    "return.deemed-delivered": mark("return counted as delivered"),
    "return.delivered": mark("return delivered"),
    "goods.placed": mark("goods put away"),
    "return.graded": mark("return graded"),
    "return.lost": mark("return lost"),
    "return.received": mark("return accepted"),
    "return.refused": mark("return refused"),
    "return.shipped": mark("return shipped"),
    "review.contacted": mark("reviewer contacted"),
    "review.offered": mark("offer made to the reviewer"),
    "review.opened": mark("review received"),
    "review.resolved": mark("review resolved"),
    "routine.added": mark("routine added"),
    "routine.done": mark("routine done"),
    "send-back.called": mark("customer service called: send the goods back"),
    "send-back.dropped": mark("sending back given up"),
    "send-back.reimbursed": mark("postage reimbursed"),
    "send-back.sent": mark("goods sent back to the buyer"),
    "tracking.stale": mark("tracking without news"),
    "tracking.updated": mark("tracking updated"),
}

# The duties that mean something else than the same word does elsewhere.
_DUTIES = {
    "refund": mark("refund", "a duty"),
    "dispute": mark("dispute", "a duty"),
    "tracking": mark("tracking", "a duty"),
}
# What people read for the other codes. A code that a person also types reads the same in English.
LABELS = {
    "refund": mark("refund"),
    "return": mark("return"),
    "replacement": mark("replacement"),
    "cancellation": mark("cancellation"),
    "review": mark("review"),
    "delivery": mark("delivery"),
    "reshipment": mark("reshipment"),
    "exchange": mark("exchange"),
    "routine": mark("routine"),
    "returned-to-sender": mark("returned-to-sender"),
    "seller": mark("seller"),
    "buyer": mark("buyer"),
    "platform": mark("platform"),
    "keep": mark("keep"),
    "seller-address": mark("seller-address"),
    "local-service": mark("local-service"),
    "partial": mark("partial"),
    "undecided": mark("undecided"),
    "pending": mark("pending"),
    "approved": mark("approved"),
    "rejected": mark("rejected"),
    "offered": mark("offered"),
    "withdrawn": mark("withdrawn"),
    "none": mark("none"),
    "awaited": mark("awaited"),
    "shipped": mark("shipped"),
    "delivered": mark("delivered"),
    "received": mark("received"),
    "refused": mark("refused"),
    "lost": mark("lost"),
    "damaged": mark("damaged"),
    "not-received": mark("not-received"),
    "carrier": mark("carrier"),
    "owed": mark("owed"),
    "refunded": mark("refunded"),
    "closed": mark("closed"),
    "open": mark("open"),
    "overdue": mark("overdue"),
    "today": mark("today"),
    "soon": mark("soon"),
    "later": mark("later"),
    "original": mark("original"),
    "minor": mark("minor"),
    "severe": mark("severe"),
    "wrong": mark("wrong"),
    "to-stock": mark("to-stock"),
    "scrap": mark("scrap"),
    "held": mark("held"),
    "quality": mark("quality"),
    "logistics": mark("logistics"),
    "misunderstanding": mark("misunderstanding"),
    "malicious": mark("malicious"),
    "in-progress": mark("in-progress"),
    "for-buyer": mark("for-buyer"),
    "for-seller": mark("for-seller"),
    "filed": mark("filed"),
    "won": mark("won"),
    "dismissed": mark("dismissed"),
    "respond": mark("respond"),
    "ship-back": mark("ship-back"),
    "confirm-receipt": mark("confirm-receipt"),
    "gather-evidence": mark("gather-evidence"),
    "appeal": mark("appeal"),
    "claim": mark("claim"),
    "claim-follow-up": mark("claim-follow-up"),
    "send-back": mark("send-back"),
    "reclaim-postage": mark("reclaim-postage"),
    "called": mark("customer service called"),
    "sent": mark("sent back"),
    "reimbursed": mark("postage reimbursed"),
    "dropped": mark("given up"),
    "opened": mark("opened"),
    "submitted": mark("handed in"),
    "dispatch": mark("dispatch"),
    "trace": mark("trace"),
    "restock": mark("restock"),
    "reclaim": mark("reclaim"),
    "contact-buyer": mark("contact-buyer"),
    "follow-up": mark("follow-up"),
    "tell-buyer": mark("tell-buyer"),
    "answer-message": mark("answer-message"),
    "answer-chargeback": mark("answer-chargeback"),
    "replace": mark("replace"),
    "check": mark("check"),
    "close": mark("close"),
    "deliver": mark("deliver"),
    "decide": mark("decide"),
    "reject-missing": mark("reject-missing"),
    "answer-offer": mark("answer-offer"),
    "auto-cancel": mark("auto-cancel"),
    "auto-refund": mark("auto-refund"),
}
