"""Decides the words of the product's vocabulary that come in fixed sets; leaves what follows from them to the other
modules.
"""

from __future__ import annotations

KINDS = ("refund", "return", "replacement", "cancellation", "review", "delivery", "routine")
REQUEST_KINDS = ("refund", "return", "replacement", "cancellation")
OWNERS = ("seller", "buyer", "platform")
MODES = ("keep", "seller-address", "local-service", "partial")
ORDER_STATUSES = (
    "unpaid", "on-hold", "awaiting-shipment", "partially-shipping", "awaiting-collection",
    "in-transit", "delivered", "completed", "cancelled",
)  # fmt: skip
CAUSES = ("quality", "logistics", "misunderstanding", "malicious")
