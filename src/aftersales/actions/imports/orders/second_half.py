"""The second half of a file's orders, read by a second process."""

# Only where a shop has no orders yet: then all are new, and none need be compared with what the ledger has. What the
# second process finds is the same as if they were read here, one after the other; a test compares the two.

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from weakref import finalize

from aftersales.core.cases.facts import OrderBatch, OrderTable
from aftersales.ledger import checksums, sqlite
from aftersales.ledger.facts import forgotten, orders
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.working_copy import tables
from aftersales.named_tuple import NamedTuple
from aftersales.processes.second_process import NotDone, SecondProcess


class ReadOrders(NamedTuple):
    """Some orders that were put apart: the number of the `first`, how many there are (`size`), how many amounts are in
    which currency (None: how many have none), and those about which there is more to do.
    """

    first: int
    size: int
    currencies: Counter[str | None]
    telling: OrderTable


def has_halves(ledger: Connection, shop: str) -> bool:
    """Whether a file can be read in halves: the shop has no orders yet, and no buyer is forgotten."""
    return not tables.is_made(ledger) and not orders.has_any(ledger, shop) and forgotten.nobody_is(ledger)


class SecondOrders:
    """Orders that a second process reads, from now on, and puts apart. Their numbers will be those behind the
    `expected` orders of the first half, unless some of these can't be read. Raises OperationalError where no more files
    can be attached to the ledger.
    """

    def __init__(self, ledger: Connection, shop: str, expected: int, batches: Iterator[OrderBatch]) -> None:
        self._ledger, self._is_as_expected = ledger, False
        self._first = orders.next_number(ledger) + expected
        tables_apart = orders.tables_apart(ledger)
        self._schema, path = sqlite.attach_private(ledger)
        # The process takes the name away when it opens the file: where it does not get so far, it goes with this.
        finalize(self, path.unlink, missing_ok=True)
        read = partial(_read, path, tables_apart, shop, self._first, batches)
        self._process = SecondProcess(read)

    def taken_in(self) -> Iterator[ReadOrders]:
        """Take the orders into the ledger, once they are read, and say what is still to be done about them; `finish` is
        the last step. Raises NotDone, before the first, where one of their rows can't be used.
        """
        read = self._process.result()
        later = orders.next_number(self._ledger) - self._first
        orders.take_apart(self._ledger, self._schema, later)
        for some in read.orders:
            yield some._replace(first=some.first + later)
        self._is_as_expected = later == 0
        if self._is_as_expected:
            checksums.expect(self._ledger, self._first)

    def finish(self) -> None:
        """Take in the checksums, which the second process finds while the first one goes on."""
        if not self._is_as_expected:
            return
        try:
            checksums.put(self._ledger, self._process.result().sums)
        except NotDone:
            checksums.mark(self._ledger, "orders", self._first, orders.next_number(self._ledger) - 1)


class _Found(NamedTuple):
    """What the second process tells: what it read, and then checksums."""

    orders: Sequence[ReadOrders] = ()
    sums: Sequence[tuple[int, int, int]] = ()


def _read(path: Path, tables: Iterable[str], shop: str, first: int, batches: Iterable[OrderBatch]) -> Iterator[_Found]:
    """In the second process: put the orders of these batches into a file that the first one has open, too."""
    read: list[ReadOrders] = []
    number = first
    with closing(sqlite.open_private(path)) as apart:
        for statement in tables:
            apart.execute(statement)
        for batch in batches:
            if batch.rejects:
                raise NotDone
            table = batch.orders
            telling = orders.put_apart(apart, shop, number, table)
            read.append(ReadOrders(number, len(table), Counter(table.column("currency")), telling))
            number += len(table)
        apart.execute("COMMIT")
        yield _Found(read)
        yield _Found(sums=checksums.of_orders(apart, first))
