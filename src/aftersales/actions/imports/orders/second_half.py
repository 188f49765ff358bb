"""The second half of a file's orders, read by a second process."""

# Only where a shop has no orders yet: then all are new, and none need be compared with what the ledger has. What the
# second process finds is the same as if they were read here, one after the other; a test compares the two.

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from aftersales.core.cases.facts import OrderBatch, OrderTable
from aftersales.ledger import sqlite
from aftersales.ledger.facts import forgotten, orders
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.working_copy import tables
from aftersales.named_tuple import NamedTuple
from aftersales.second_process import NotDone, SecondProcess


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


class SecondHalf:
    """Orders that a second process reads, from now on, and puts apart."""

    def __init__(self, ledger: Connection, shop: str, batches: Iterator[OrderBatch]) -> None:
        self._ledger = ledger
        self._schema, path = sqlite.attach_private(ledger)
        self._process = SecondProcess(lambda: _read(path, shop, batches))

    def taken_in(self) -> Iterator[ReadOrders]:
        """Take the orders into the ledger, once they are read, and say what is still to be done about them. Raises
        NotDone where one of their rows can't be used.
        """
        read = self._process.result()
        first = orders.take_apart(self._ledger, self._schema)
        return (some._replace(first=some.first + first) for some in read)

    def close(self) -> None:
        """End the process where it is still at work."""
        self._process.stop()


def _read(path: Path, shop: str, batches: Iterator[OrderBatch]) -> list[ReadOrders]:
    """In the second process: put the orders of these batches into a file that the first one has open, too."""
    read: list[ReadOrders] = []
    first = 0
    with closing(sqlite.open_private(path)) as apart:
        orders.make_apart(apart)
        for batch in batches:
            if batch.rejects:
                raise NotDone
            table = batch.orders
            telling = orders.put_apart(apart, shop, first, table)
            read.append(ReadOrders(first, len(table), Counter(table.column("currency")), telling))
            first += len(table)
        apart.execute("COMMIT")
    return read
