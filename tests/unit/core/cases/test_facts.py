from __future__ import annotations

from aftersales.core.cases.facts import OrderFacts, OrderLine, OrderTable
from unit.ledger.build import ORDER, order

OTHER = ORDER[:-1] + "9"


def test_orders_in_columns_are_the_same_orders() -> None:
    orders = [order(), order(OTHER, lines=(OrderLine("A", "Mug"), OrderLine("B", None)))]
    table = OrderTable.of(orders)
    assert (len(table), list(table)) == (2, orders)
    assert list(table.column("ref")) == [ORDER, OTHER]
    assert table.where("ref", lambda ref: ref == OTHER) == orders[1:]


def test_a_table_without_orders_has_every_column() -> None:
    table = OrderTable.of([])
    assert (len(table), list(table)) == (0, [])
    assert all(list(table.column(field)) == [] for field in OrderFacts._fields)
