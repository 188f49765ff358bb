"""What a file says of orders and cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.cases.model import Stamp
from aftersales.core.cases.statuses import STATUSES
from aftersales.core.money.amount import Money
from aftersales.named_tuple import NamedTuple

# Of facts of the same instant an API answer beats an export; what was recorded by hand gives way to both.
RANK = {"hand": 0, "export": 1, "api": 2}


def wins(new: Iterable[Any], was: Iterable[Any]) -> bool:
    """Whether of two rows of the same second, which contradict each other, the new one counts. The first column in
    which they differ decides, in either order of reading alike.
    """
    differing = ((n, w) for n, w in zip(new, was, strict=True) if None not in (n, w) and n != w)
    return next((n > w for n, w in differing), True)


class OrderLine(NamedTuple):
    """One SKU of an order or of a return. `amount` is the line's total in minor units of the whole's currency."""

    sku: str | None
    product: str | None
    variation: str | None = None
    quantity: int | None = None
    amount: int | None = None


class RequestTexts(NamedTuple):
    """What a row says of a request in the platform's or the buyer's own words. None: it does not speak of it; an empty
    text: there is nothing.

    `compensation` is what the platform says of its compensation, `compensated` the amount; `combined_ref` is the number
    under which requests are sent back together; `note` is the buyer's.
    """

    substatus: str | None = None
    dispute: str | None = None
    appeal: str | None = None
    compensation: str | None = None
    compensated: Money | None = None
    combined_ref: str | None = None
    note: str | None = None


class OrderFacts(NamedTuple):
    """What a file or a command says of one order. None: it does not say. Amounts: minor units of `currency`;
    `shipping_fee` is what the buyer paid of `amount` for the postage.

    `cancel_asked_at` is since when the buyer waits for an answer to a cancellation; empty where the file says that
    nobody does. `buyer_message` is what the buyer wrote with the order; `after_sale` is the platform's text for what
    was asked of it since (such as `Cancel`); empty texts say that there is none. `cancel_reason` is the platform's text
    or code for why it was cancelled.

    `digest` is one of the rows of an export that it is from.

    A file holds hundreds of thousands of these, so instants are texts as `instants` writes them, and the fields
    stand in the order of the ledger's columns.
    """

    ref: str
    status: str | None
    raw_status: str | None
    amount: int | None
    currency: str | None
    placed_at: str | None
    paid_at: str | None
    ready_at: str | None
    collected_at: str | None
    delivered_at: str | None
    cancelled_at: str | None
    buyer: str | None
    tracking: str | None
    dispatch_by: str | None
    collect_by: str | None
    ready_due: str | None
    collection_due: str | None
    delivery_due: str | None
    deliver_by: str | None
    order_type: str | None
    shipping_type: str | None
    handling: str | None
    fulfilment: str | None
    cancel_asked_at: str | None
    buyer_message: str | None
    after_sale: str | None
    shipping_fee: int | None
    cancel_reason: str | None
    source: str
    as_of: str
    origin: str
    lines: tuple[OrderLine, ...] = ()
    digest: int | None = None


class UnchangedOrder(NamedTuple):
    """An order of a file whose rows are those that the ledger has it from. `currency` is that of its amount."""

    ref: str
    currency: str


_LINES = OrderFacts._fields.index("lines")


class OrderTable:
    """The facts of some orders, a column for each field of OrderFacts: a file has hundreds of thousands of orders, and
    few of them are ever looked at one by one. The items of an order are tuples of what OrderLine has.
    """

    __slots__ = ("columns",)

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        self.columns = columns

    @classmethod
    def of(cls, orders: Iterable[OrderFacts]) -> OrderTable:
        """The same orders in columns."""
        columns: list[Sequence[Any]] = list(zip(*orders, strict=True)) or [()] * len(OrderFacts._fields)
        columns[_LINES] = [tuple(map(tuple, lines)) for lines in columns[_LINES]]
        return cls(columns)

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[OrderFacts]:
        return map(self.order, range(len(self)))

    def order(self, number: int) -> OrderFacts:
        """The order in a row, counted from 0."""
        facts = OrderFacts._make(column[number] for column in self.columns)
        return facts._replace(lines=tuple(OrderLine(*line) for line in facts.lines))

    def column(self, field: str) -> Sequence[Any]:
        """A field of every order."""
        return self.columns[OrderFacts._fields.index(field)]

    def where(self, field: str, test: Callable[[Any], bool]) -> list[OrderFacts]:
        """The orders of which a field passes a test."""
        return [self.order(n) for n, value in enumerate(self.column(field)) if test(value)]


class OrderBatch(NamedTuple):
    """Some orders of a file: those that are read, those that are unchanged, and the rows that can't be used."""

    orders: OrderTable
    unchanged: Sequence[UnchangedOrder] = ()
    rejects: Sequence[Reject] = ()


def is_unknown(order: OrderFacts) -> bool:
    """Whether nobody knows where the order is: its status is not known, nothing says that it arrived or was cancelled,
    and the seller ships it.
    """
    over = order.delivered_at or order.cancelled_at
    return order.status is None and not over and order.fulfilment in (None, "seller")


class CaseFacts(NamedTuple):
    """What a file says of one request.

    `paid` is the order's total, where the file tells it; `known_since` the instant from which its status is known
    to hold (API rows); `reason_code` the platform's own code of the reason, whose text may be in any language;
    `stamps` is None where the row leaves the platform's deadlines out; `return_postage` what the seller paid to
    have the parcel sent back; `unknown_kind` the platform's word of a kind that is not known here, else empty: `kind`
    is then as near as can be told. `digest` is that of the whole row, by which it is known again; 0 where it is not.
    """

    ref: str
    kind: str
    source: str
    origin: str
    opened_at: datetime
    status: str
    raw: str
    order: str | None = None
    prior_ref: str | None = None
    next_ref: str | None = None
    amount: Money | None = None
    paid: Money | None = None
    buyer: str | None = None
    reason: str | None = None
    lines: tuple[OrderLine, ...] = ()
    tracking: str | None = None
    quick_refund: bool = False
    keep: bool = False
    refunded_at: datetime | None = None
    known_since: datetime | None = None
    stamps: tuple[Stamp, ...] | None = ()
    flags: tuple[str, ...] = ()
    arbitration: str | None = None
    return_postage: Money | None = None
    reason_code: str | None = None
    texts: RequestTexts = RequestTexts()
    unknown_kind: str = ""
    digest: int = 0


def unknown_words(request: CaseFacts) -> list[str]:
    """The platform's words of a request that are not known here: of its status, of its kind. Of one that is over the
    kind asks for nothing.
    """
    if request.status not in STATUSES:
        return [request.raw, *([request.unknown_kind] if request.unknown_kind else [])]
    return [request.unknown_kind] if request.unknown_kind and not STATUSES[request.status].finished else []


class Reject(NamedTuple):
    """A row that could not be read: its number in the file, the column, what stood there, and why that won't do."""

    row: int
    column: str
    value: str
    reason: str
