"""Cases and orders as the ledger holds them, for lists and pages."""

from __future__ import annotations

import json
from datetime import datetime

from aftersales.core.cases.facts import OrderLine
from aftersales.core.money.amount import Money, optional_money
from aftersales.core.requests.buyers import Counts
from aftersales.named_tuple import NamedTuple


class StoredCase(NamedTuple):
    """A case. Amounts are in minor units, instants UTC; `lines` is a JSON array. What is known of its order is None
    where the ledger does not have it, `buyer_counts` until it is asked for. `substatus` to `buyer_note`, `after_sale`
    and `buyer_message` are texts of the platform and the buyer, as they were read; empty where there is none.
    """

    id: int
    shop: str
    market: str
    kind: str
    order: str | None
    ref: str | None
    amount: int | None
    currency: str | None
    buyer: str | None
    reason: str | None
    product: str | None
    sku: str | None
    quantity: int | None
    lines: str | None
    tracking: str | None
    opened_at: datetime
    missing_since: datetime | None
    origin: str
    decision: str
    parcel: str
    money: str
    mode: str
    attempt: int
    closed: bool
    settled: bool
    refunded: int
    flags: tuple[str, ...]
    arbitration: str
    appeal: str
    return_postage: int | None
    postage_currency: str | None
    substatus: str | None = None
    dispute_status: str | None = None
    appeal_status: str | None = None
    compensation_status: str | None = None
    compensation: int | None = None
    compensation_currency: str | None = None
    combined_ref: str | None = None
    buyer_note: str | None = None
    paid: int | None = None
    paid_currency: str | None = None
    order_status: str | None = None
    order_raw_status: str | None = None
    order_delivered_at: datetime | None = None
    ordered_by: str | None = None
    order_type: str | None = None
    shipping_type: str | None = None
    handling: str | None = None
    cancel_asked_at: datetime | None = None
    after_sale: str | None = None
    buyer_message: str | None = None
    buyer_counts: Counts | None = None

    @property
    def asked(self) -> Money | None:
        """The refund asked for."""
        return optional_money(self.amount, self.currency)

    @property
    def order_total(self) -> Money | None:
        """What was paid for the order."""
        return optional_money(self.paid, self.paid_currency)

    @property
    def postage(self) -> Money | None:
        """What the seller paid for the return's postage."""
        return optional_money(self.return_postage, self.postage_currency)

    @property
    def compensated(self) -> Money | None:
        """What the platform says that it pays the seller for the loss."""
        return optional_money(self.compensation, self.compensation_currency)

    @property
    def variation(self) -> str:
        """The colour, size and the like of what it is about, each once."""
        lines = json.loads(self.lines or "[]")
        return "; ".join(dict.fromkeys(line["variation"] for line in lines if line.get("variation")))

    @property
    def any_currency(self) -> str | None:
        """The currency of the refund asked for, else of the order."""
        return self.currency or self.paid_currency


class StoredOrder(NamedTuple):
    """An order with its lines. `amount` is in minor units."""

    id: int
    shop: str
    ref: str
    amount: int | None
    currency: str | None
    buyer: str | None
    status: str | None
    lines: tuple[OrderLine, ...]

    @property
    def total(self) -> Money | None:
        """What was paid for it."""
        return optional_money(self.amount, self.currency)


class OrderPostage(NamedTuple):
    """What was paid for an order, and how much of it for the postage (None: not known). `shipping` is who ships it
    (seller, platform, unknown), `units` the number of its units.
    """

    total: Money | None = None
    postage: Money | None = None
    shipping: str = "unknown"
    units: int | None = None


class RequestTotal(NamedTuple):
    """Requests of one kind and reason that stand alike: how many, what was refunded on them, what the seller paid for
    the postage of those that came back, and what claims, appeals and postage brought, each in one currency.
    """

    kind: str
    reason: str | None
    reason_code: str | None
    decision: str
    mode: str
    requests: int
    refunded: Money | None
    postage: Money | None
    won: Money | None = None
