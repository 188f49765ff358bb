"""The facts that a column can hold."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple


class ColumnFact(NamedTuple):
    """One fact: what it means, how its cells are read (`id`, `time`, `money`, `count`, `word` for a word with a meaning
    here, or `text`), and whether no row can do without it.
    """

    meaning: str
    form: str = "text"
    needed: bool = False


_SHARED: Mapping[str, ColumnFact] = {
    "sku": ColumnFact(mark("your SKU")),
    "sku_id": ColumnFact(mark("the platform's number of the SKU")),
    "product": ColumnFact(mark("name of the product")),
    "variation": ColumnFact(mark("variation: colour, size")),
    "quantity": ColumnFact(mark("how many units"), "count"),
    "buyer": ColumnFact(mark("user name of the buyer")),
    "currency": ColumnFact(mark("currency of the row's amounts")),
}
CASE_FACTS: Mapping[str, ColumnFact] = {
    "ref": ColumnFact(mark("number of the request"), "id", needed=True),
    "order": ColumnFact(mark("number of the order"), "id"),
    "kind": ColumnFact(mark("kind of the request"), "word", needed=True),
    "opened_at": ColumnFact(mark("when the buyer asked"), "time", needed=True),
    "status": ColumnFact(mark("where the request stands"), "word", needed=True),
    "substatus": ColumnFact(mark("finer text of the status"), "word"),
    "reason": ColumnFact(mark("the buyer's reason")),
    "line_amount": ColumnFact(mark("refund that is asked for"), "money"),
    "order_amount": ColumnFact(mark("total of the order"), "money"),
    "tracking": ColumnFact(mark("tracking number of the return parcel")),
    "refunded_at": ColumnFact(mark("when the refund was paid"), "time"),
    "dispute": ColumnFact(mark("state of a dispute"), "word"),
    "appeal": ColumnFact(mark("state of an appeal")),
    "compensation": ColumnFact(mark("state of the platform's compensation")),
    "compensated": ColumnFact(mark("amount of the compensation"), "money"),
    "note": ColumnFact(mark("what the buyer wrote")),
    **_SHARED,
}
ORDER_FACTS: Mapping[str, ColumnFact] = {
    "order": ColumnFact(mark("number of the order"), "id", needed=True),
    "status": ColumnFact(mark("where the order stands"), "word", needed=True),
    "substatus": ColumnFact(mark("finer text of the status"), "word"),
    "placed_at": ColumnFact(mark("when the order was placed"), "time", needed=True),
    "paid_at": ColumnFact(mark("when it was paid"), "time"),
    "ready_at": ColumnFact(mark("when it was marked as ready to ship"), "time"),
    "collected_at": ColumnFact(mark("when the carrier took it"), "time"),
    "delivered_at": ColumnFact(mark("when the buyer got it"), "time"),
    "cancelled_at": ColumnFact(mark("when it was cancelled"), "time"),
    "amount": ColumnFact(mark("total of the order"), "money"),
    "shipping_fee": ColumnFact(mark("postage that the buyer paid"), "money"),
    "line_amount": ColumnFact(mark("price of the goods"), "money"),
    "tracking": ColumnFact(mark("tracking number of the parcel to the buyer")),
    "after_sale": ColumnFact(mark("what was asked of it since")),
    "order_type": ColumnFact(mark("how it is sold"), "word"),
    "fulfilment": ColumnFact(mark("who keeps and sends the goods"), "word"),
    "cancel_reason": ColumnFact(mark("why it was cancelled")),
    "buyer_message": ColumnFact(mark("what the buyer wrote")),
    "country": ColumnFact(mark("country that it goes to")),
    **_SHARED,
}


def facts_of(carries: str) -> Mapping[str, ColumnFact]:
    """The facts of a table of `orders` or `cases`."""
    return ORDER_FACTS if carries == "orders" else CASE_FACTS
