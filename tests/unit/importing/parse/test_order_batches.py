from __future__ import annotations

import pytest

from aftersales.core.cases.facts import OrderBatch, OrderTable, Reject
from aftersales.errors import FileRefused
from aftersales.importing.parse import order_batches
from aftersales.importing.parse.rejected import Balance


def test_rejects_of_batches_are_counted_against_their_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aftersales.importing.parse.rejected.MOST", 2)
    batches = [OrderBatch(OrderTable.of([]), (), [Reject(n, "Order ID", "x", "is not a number") for n in range(2, 5)])]
    with pytest.raises(FileRefused, match="more than 2 of its rows can't be used, and fewer can; row 2: Order ID"):
        list(order_batches.within_bounds(Balance("o.csv"), iter(batches)))


def test_batches_and_single_orders_tell_the_same() -> None:
    reject = Reject(2, "Order ID", "x", "is not a number")
    batches = [OrderBatch(OrderTable.of([]), (), [reject, reject]), OrderBatch(OrderTable.of([]), (), [reject])]
    single = list(order_batches.one_by_one(iter(batches)))
    assert single == [[reject, reject], [reject]]
    [batch] = order_batches.together(iter(single))
    assert (list(batch.orders), batch.rejects) == ([], [reject] * 3)
