"""Orders from the rows of an export, column by column."""

# A file has hundreds of thousands of orders and few different words. A column is read at once, each word of it once;
# what is not as usual (a cell that can't be read, rows that contradict each other) is left to `order_rows`, row by
# row, which says what is wrong. A test compares the two.

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import accumulate, islice
from typing import TypeVar

from aftersales.core.cases.facts import OrderBatch, OrderFacts, OrderTable, Reject, UnchangedOrder
from aftersales.core.money.amount import Money
from aftersales.core.money.entered import are_platform_numbers
from aftersales.core.time.instants import iso
from aftersales.importing.parse.exports.cells import EMPTY, BadCell, Reading, rejects, with_constants
from aftersales.importing.parse.exports.lines import quantity
from aftersales.importing.parse.exports.order_rows import order_fulfilment, order_of, order_status, order_type
from aftersales.importing.parse.money import money
from aftersales.importing.parse.staging.rows import OrderRows, in_columns

# Of the rows of one order these are equal, or the rows are read one by one.
_SHARED = ("order", "amount", "placed_at", "buyer_message", "after_sale", "cancel_reason")
_LATER = ("paid_at", "ready_at", "collected_at", "delivered_at", "cancelled_at")
V = TypeVar("V")
K = TypeVar("K")


def orders(reading: Reading, batches: Iterable[list[OrderRows | UnchangedOrder]]) -> Iterator[OrderBatch]:
    """The facts of the orders of a sheet, some at a time, and the rejects of its rows. An order with one bad row is
    rejected whole; one that is unchanged is passed on.
    """
    for batch in batches:
        table, rejects = _read(reading, [order for order in batch if isinstance(order, OrderRows)])
        yield OrderBatch(table, [order for order in batch if isinstance(order, UnchangedOrder)], rejects)


def _read(reading: Reading, orders: Sequence[OrderRows]) -> tuple[OrderTable, list[Reject]]:
    """The facts of some orders, and the rejects of their rows."""
    as_of = iso(reading.as_of)
    row_by_row = bool(reading.form.path or reading.cut_off or "currency" in reading.at)  # a seller's own spreadsheet
    cells = [] if row_by_row or not orders else in_columns([text for order in orders for text in order.texts])
    usual = _usual(reading, orders, cells) if cells else []
    if orders and len(usual) == len(orders):
        with suppress(ValueError, _Unusual):
            return _facts(reading, usual, cells, as_of), []
    known = dict(_in_halves(reading, usual, as_of))
    each = [known.get(order.ref) or _one(reading, order, as_of) for order in orders]
    return (
        OrderTable.of(order for order in each if isinstance(order, OrderFacts)),
        [reject for rejects in each if isinstance(rejects, list) for reject in rejects],
    )


def _one(reading: Reading, order: OrderRows, as_of: str) -> OrderFacts | list[Reject]:
    rows = with_constants(reading.form, order.rows())
    try:
        return order_of(reading, rows, as_of, order.digest)
    except BadCell as bad:
        return rejects(reading, rows, bad)


def _usual(reading: Reading, orders: Sequence[OrderRows], cells: Sequence[Sequence[str]]) -> Sequence[OrderRows]:
    """Those of some orders whose rows are the lines of one order, each once. `cells` are the columns of all rows."""
    if len(cells[0]) == len(orders):
        return orders
    shared = [cells[reading.at[fact]] for fact in _SHARED]
    others, start = set(), 0
    for order in orders:
        end = start + len(order.texts)
        if end - start > 1 and (
            len(set(order.texts)) < end - start or any(len(set(column[start:end])) > 1 for column in shared)
        ):
            others.add(order.ref)
        start = end
    return [order for order in orders if order.ref not in others] if others else orders


def _in_halves(reading: Reading, orders: Sequence[OrderRows], as_of: str) -> Iterable[tuple[str, OrderFacts]]:
    """The facts of these orders, by their numbers; none of one where a cell can't be read as usual."""
    if not orders:
        return ()
    with suppress(ValueError, _Unusual):
        cells = in_columns([text for order in orders for text in order.texts])
        return [(order.ref, facts) for order, facts in zip(orders, _facts(reading, orders, cells, as_of), strict=True)]
    if len(orders) == 1:
        return ()
    half = len(orders) // 2
    return (*_in_halves(reading, orders[:half], as_of), *_in_halves(reading, orders[half:], as_of))


class _Unusual(Exception):
    """A cell that must be looked at by itself."""


class CellColumns:
    """The columns of some rows, read at once."""

    def __init__(self, reading: Reading, columns: Sequence[Sequence[str]]) -> None:
        self._reading, self._columns = reading, columns

    def texts(self, fact: str) -> Sequence[str]:
        """The cells of a column."""
        return self._columns[self._reading.at[fact]]

    def told(self, fact: str) -> list[str | None]:
        """The texts of a column, None where a cell is empty."""
        return [None if text in EMPTY else text for text in self.texts(fact)]

    def joined(self, fact: str, empty: str | None = "") -> list[str | None]:
        """The same with another word for an empty cell; None where the file lacks the column."""
        if fact not in self._reading.at:
            return [None] * len(self._columns[0])
        return [empty if text in EMPTY else text for text in self.texts(fact)]

    def times(self, fact: str) -> list[str | None]:
        """The instants of a column. Raises ValueError."""
        return self._reading.times.column(self.texts(fact))

    def prices(self, fact: str) -> list[Money | None]:
        """The amounts of a column. Raises ValueError, and _Unusual for one below zero."""
        return _each(self.texts(fact), lambda text: _price(text, self._reading.currency))

    def fees(self, paid: Iterable[Money | None]) -> list[int | None]:
        """What the buyers paid for the postage; None where that can't be read, for which no order is rejected."""
        fees = _each(self.texts("shipping_fee"), lambda text: _fee(text, self._reading.currency))
        return [
            fee.minor if fee and total and fee.currency == total.currency else None
            for fee, total in zip(fees, paid, strict=True)
        ]


def _facts(reading: Reading, orders: Sequence[OrderRows], cells: Sequence[Sequence[str]], as_of: str) -> OrderTable:
    """The facts of these orders; `cells` are the columns of their rows. Raises ValueError and _Unusual where a cell
    can't be read as usual.
    """
    form = reading.form
    columns = CellColumns(reading, _of_first_rows(cells, orders))
    refs, placed, paid = columns.texts("order"), columns.times("placed_at"), columns.prices("amount")
    if not are_platform_numbers(refs) or None in placed:
        raise _Unusual
    pairs = list(zip(columns.texts("status"), columns.texts("substatus"), strict=True))
    states = _each(pairs, lambda pair: order_status(form, *pair))
    nothing = [None] * len(orders)
    return OrderTable(
        [
            refs,
            [status for status, _ in states],
            [raw for _, raw in states],
            [total.minor if total else None for total in paid],
            [total.currency if total else None for total in paid],
            placed,
            *(columns.times(fact) for fact in _LATER),
            columns.told("buyer"),
            columns.told("tracking"),
            *[nothing] * 6,  # an export has no deadlines
            _each(columns.texts("order_type"), lambda text: order_type(form, text)),
            *[nothing] * 2,
            _each(columns.texts("fulfilment"), lambda text: order_fulfilment(form, text)),
            nothing,
            columns.joined("buyer_message"),
            columns.joined("after_sale"),
            columns.fees(paid),
            columns.joined("cancel_reason", None),
            ["export"] * len(orders),
            [as_of] * len(orders),
            [f"{reading.file}:{order.numbers[0]}" for order in orders],
            _lines(orders, CellColumns(reading, cells)),
            [order.digest for order in orders],
        ]
    )


def _of_first_rows(columns: Sequence[Sequence[str]], orders: Sequence[OrderRows]) -> Sequence[Sequence[str]]:
    """The columns without the further rows of each order."""
    if len(orders) == len(columns[0]):
        return columns
    starts = list(accumulate((len(order.texts) for order in orders[:-1]), initial=0))
    return [[cells[n] for n in starts] for cells in columns]


def _lines(orders: Sequence[OrderRows], columns: CellColumns) -> list[tuple[tuple[object, ...], ...]]:
    """The items of each order, as OrderLine has them."""
    skus = [
        code if code is not None else number
        for code, number in zip(columns.told("sku"), columns.told("sku_id"), strict=True)
    ]
    lines = zip(
        skus,
        columns.told("product"),
        columns.told("variation"),
        _each(columns.texts("quantity"), quantity),
        [price.minor if price else None for price in columns.prices("line_amount")],
        strict=True,
    )
    return [tuple(islice(lines, len(order.texts))) for order in orders]


def _each(texts: Sequence[K], read: Callable[[K], V]) -> list[V]:
    """What each text of a column stands for; each is read once."""
    known = {text: read(text) for text in set(texts)}
    return [known[text] for text in texts]


def _price(text: str, currency: str) -> Money | None:
    amount = money(text, currency) if text else None
    if amount is not None and amount.minor < 0:
        raise _Unusual
    return amount


def _fee(text: str, currency: str) -> Money | None:
    try:
        return _price(text, currency)
    except (ValueError, _Unusual):
        return None
