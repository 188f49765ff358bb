from __future__ import annotations

from pathlib import Path

from aftersales.core.cases.facts import OrderFacts
from importing.files import ORDER, order, orders
from unit.importing.parse.build import parts_of


def _facts(path: Path) -> OrderFacts:
    with parts_of([path]) as parts:
        [result] = [fact for part in parts for fact in part.content.facts()]
    assert isinstance(result, OrderFacts)
    return result


def test_an_order_with_its_instants_in_utc_and_its_lines(tmp_path: Path) -> None:
    rows = (order(sku="A", line="GBP 20.00"), order(sku="B", line="GBP 29.00", quantity="2.0"))
    result = _facts(orders(tmp_path / "o.csv", *rows))
    assert (result.ref, result.amount, result.currency) == (ORDER, 4900, "GBP")
    assert (result.placed_at, result.fulfilment) == ("2026-11-13T10:00:00Z", "seller")
    assert [(line.sku, line.quantity, line.amount) for line in result.lines] == [("A", 1, 2000), ("B", 2, 2900)]


def test_a_row_that_stands_there_twice_counts_once(tmp_path: Path) -> None:
    assert len(_facts(orders(tmp_path / "o.csv", order(), order())).lines) == 1
