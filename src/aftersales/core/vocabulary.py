"""Fixed words of the vocabulary: kinds, owners, modes, statuses, causes."""

from __future__ import annotations

KINDS = ("refund", "return", "replacement", "cancellation", "review", "delivery", "routine")
REQUEST_KINDS = ("refund", "return", "replacement", "cancellation")
OWNERS = ("seller", "buyer", "platform")
MODES = ("keep", "seller-address", "local-service", "partial")
MODES_WITHOUT_RETURN = ("keep", "partial")  # the buyer keeps the goods
ORDER_STATUSES = (
    "unpaid", "on-hold", "awaiting-shipment", "partially-shipping", "awaiting-collection",
    "in-transit", "delivered", "completed", "cancelled",
)  # fmt: skip
# An order that is paid and not yet with its buyer.
UNDER_WAY = ("on-hold", "awaiting-shipment", "partially-shipping", "awaiting-collection", "in-transit")
# What `cases --state` takes: open or closed, or a state on one of the three axes.
CASE_STATES = (
    "open", "closed", "all", "pending", "approved", "rejected", "offered", "none", "awaited", "shipped", "delivered",
    "received", "refused", "lost", "owed", "partial", "refunded",
)  # fmt: skip
CANCELLED_BY = ("seller", "platform")  # a buyer asks for it instead: a case
CAUSES = ("quality", "logistics", "misunderstanding", "malicious")
