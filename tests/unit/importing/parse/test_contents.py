from __future__ import annotations

from pathlib import Path

from aftersales.core.cases.facts import CaseFacts
from aftersales.importing.parse.contents import TableSource, UnreadSource
from importing.files import REF, order, orders, request, returns
from unit.importing.parse.build import parts_of


def test_a_table_of_orders_comes_in_batches_without_those_that_are_known(tmp_path: Path) -> None:
    with parts_of([orders(tmp_path / "o.csv", order())]) as [part]:
        assert isinstance(part.content, TableSource)
        [batch] = part.content.orders(lambda digests: dict.fromkeys(digests, "GBP"))
        assert (len(batch.orders), [order.currency for order in batch.unchanged]) == (0, ["GBP"])
        [batch] = part.content.orders(lambda _: {})
        assert (len(batch.orders), len(batch.unchanged)) == (1, 0)


def test_a_table_of_requests_comes_one_by_one(tmp_path: Path) -> None:
    with parts_of([returns(tmp_path / "r.csv", request())]) as [part]:
        [case] = part.content.facts()
        assert isinstance(case, CaseFacts)
        assert case.ref == REF


def test_what_need_not_be_read_has_no_facts() -> None:
    assert list(UnreadSource(7, 1).facts()) == []
