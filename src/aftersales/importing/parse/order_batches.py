"""Orders of a file, some at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from aftersales.core.cases.facts import CaseFacts, OrderBatch, OrderFacts, OrderTable, Reject
from aftersales.importing.parse.rejected import Balance

_CHUNK = 400
_Facts = Iterator[CaseFacts | OrderFacts | list[Reject]]


def one_by_one(batches: Iterator[OrderBatch]) -> _Facts:
    """The orders of batches, and the rows that can't be used."""
    for batch in batches:
        yield from batch.orders
        if batch.rejects:
            yield list(batch.rejects)


def together(facts: _Facts) -> Iterator[OrderBatch]:
    """The other way round."""
    while some := list(islice(facts, _CHUNK)):
        orders = OrderTable.of(order for order in some if isinstance(order, OrderFacts))
        yield OrderBatch(orders, (), [reject for rejects in some if isinstance(rejects, list) for reject in rejects])


def within_bounds(balance: Balance, batches: Iterator[OrderBatch]) -> Iterator[OrderBatch]:
    """The same batches, which `balance` takes in. Raises FileRefused where there are too many rejects for the
    orders.
    """
    for batch in batches:
        balance.good += len(batch.orders) + len(batch.unchanged)
        balance.reject(*batch.rejects)
        yield batch
