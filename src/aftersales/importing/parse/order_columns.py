"""Orders from the rows of an export, column by column."""

# A file has hundreds of thousands of orders and few different words. A column is read at once, each word of it once;
# what is not as usual (a cell that can't be read, rows that contradict each other) is left to `export_rows`, row by
# row, which says what is wrong. A test compares the two.

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, repeat
from typing import TypeVar

from aftersales.core.cases.facts import OrderFacts, OrderLine, Reject, UnchangedOrder
from aftersales.core.money.amount import Money
from aftersales.core.money.entered import is_platform_number
from aftersales.core.time.instants import iso
from aftersales.importing.parse.export_rows import (
    EMPTY,
    BadCell,
    Reading,
    order_fulfilment,
    order_of,
    order_status,
    order_type,
    quantity,
    rejects,
)
from aftersales.importing.parse.money import money
from aftersales.importing.parse.staging import StagedRow

_BATCH = 64  # so many that their cells stay in the processor's cache
# Of the rows of one order these are equal, or the rows are read one by one.
_SHARED = ("order", "amount", "placed_at", "buyer_message", "after_sale", "cancel_reason")
_LATER = ("paid_at", "ready_at", "collected_at", "delivered_at", "cancelled_at")
V = TypeVar("V")
K = TypeVar("K")


def orders(
    reading: Reading, groups: Iterator[list[StagedRow] | UnchangedOrder]
) -> Iterator[OrderFacts | UnchangedOrder | list[Reject]]:
    """The facts of each order of a sheet, or the rejects of its rows. An order with one bad row is rejected whole; one
    that is unchanged is passed on.
    """
    as_of = iso(reading.as_of)
    shared = [reading.at[fact] for fact in _SHARED]
    row_by_row = bool(reading.form.path or reading.cut_off or "currency" in reading.at)  # a seller's own spreadsheet
    while batch := list(islice(groups, _BATCH)):
        usual = [] if row_by_row else [rows for rows in batch if isinstance(rows, list) and _is_usual(rows, shared)]
        read = iter(_read(reading, usual, as_of))
        known = next(read, None)
        for rows in batch:
            if isinstance(rows, UnchangedOrder):
                yield rows
                continue
            if known is not None and known[0] is rows:
                yield known[1]
                known = next(read, None)
                continue
            try:
                yield order_of(reading, rows, as_of)
            except BadCell as bad:
                yield rejects(reading, rows, bad)


def _is_usual(rows: Sequence[StagedRow], shared: Sequence[int]) -> bool:
    """Whether rows are the lines of one order, each once."""
    if len(rows) == 1:
        return True
    first = rows[0].cells
    return all(row.cells[n] == first[n] for row in rows[1:] for n in shared) and len(
        {tuple(row.cells) for row in rows}
    ) == len(rows)


def _read(
    reading: Reading, groups: Sequence[list[StagedRow]], as_of: str
) -> Iterable[tuple[list[StagedRow], OrderFacts]]:
    """The facts of these orders, each with its rows; none where a cell of one of them can't be read as usual."""
    if not groups:
        return ()
    try:
        return zip(groups, _facts(reading, groups, as_of), strict=True)
    except (ValueError, _Unusual):
        if len(groups) == 1:
            return ()
    half = len(groups) // 2
    return (*_read(reading, groups[:half], as_of), *_read(reading, groups[half:], as_of))


class _Unusual(Exception):
    """A cell that must be looked at by itself."""


class CellColumns:
    """The columns of some rows, read at once."""

    def __init__(self, reading: Reading, rows: Iterable[StagedRow]) -> None:
        self._reading = reading
        self._columns = tuple(zip(*(row.cells for row in rows), strict=True))

    def texts(self, fact: str) -> Sequence[str]:
        """The cells of a column."""
        return self._columns[self._reading.at[fact]]

    def told(self, fact: str) -> list[str | None]:
        """The texts of a column, None where a cell is empty."""
        return [None if text in EMPTY else text for text in self.texts(fact)]

    def own(self, fact: str, empty: str | None = "") -> Iterable[str | None]:
        """The same with another word for an empty cell; None where the file lacks the column."""
        if fact not in self._reading.at:
            return repeat(None)
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


def _facts(reading: Reading, groups: Sequence[list[StagedRow]], as_of: str) -> Iterable[OrderFacts]:
    form, columns = reading.form, CellColumns(reading, (rows[0] for rows in groups))
    refs, placed, paid = columns.texts("order"), columns.times("placed_at"), columns.prices("amount")
    if not all(map(is_platform_number, refs)) or None in placed:
        raise _Unusual
    pairs = list(zip(columns.texts("status"), columns.texts("substatus"), strict=True))
    states = _each(pairs, lambda pair: order_status(form, *pair))
    return map(
        OrderFacts,
        refs,
        [status for status, _ in states],
        [raw for _, raw in states],
        [total.minor if total else None for total in paid],
        [total.currency if total else None for total in paid],
        placed,
        *(columns.times(fact) for fact in _LATER),
        columns.told("buyer"),
        columns.told("tracking"),
        *repeat(repeat(None), 6),  # an export has no deadlines
        _each(columns.texts("order_type"), lambda text: order_type(form, text)),
        *repeat(repeat(None), 2),
        _each(columns.texts("fulfilment"), lambda text: order_fulfilment(form, text)),
        repeat(None),
        columns.own("buyer_message"),
        columns.own("after_sale"),
        columns.fees(paid),
        columns.own("cancel_reason", None),
        repeat("export"),
        repeat(as_of),
        [f"{reading.file}:{rows[0].number}" for rows in groups],
        _lines(reading, groups),
        [rows[0].digest for rows in groups],
    )


def _lines(reading: Reading, groups: Sequence[list[StagedRow]]) -> Iterable[tuple[OrderLine, ...]]:
    columns = CellColumns(reading, (row for rows in groups for row in rows))
    skus = [
        code if code is not None else number
        for code, number in zip(columns.told("sku"), columns.told("sku_id"), strict=True)
    ]
    lines = map(
        OrderLine,
        skus,
        columns.told("product"),
        columns.told("variation"),
        _each(columns.texts("quantity"), quantity),
        [price.minor if price else None for price in columns.prices("line_amount")],
    )
    return [tuple(islice(lines, len(rows))) for rows in groups]


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
