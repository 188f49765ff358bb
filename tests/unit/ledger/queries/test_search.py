"""Cases that fit filters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.core.cases.facts import OrderLine, RequestTexts
from aftersales.ledger.derived import rows
from aftersales.ledger.facts import deliveries
from aftersales.ledger.queries.search import CaseFilters, count, search
from unit.ledger import build
from unit.ledger.build import NOW, ORDER, SHOP, clock, day

OTHER = "577012345678901235"


@pytest.fixture(scope="module")
def ledger() -> Iterator[sqlite3.Connection]:
    """1 a return of mugs by mia, who wrote a note, 2 a settled refund of a 100% wool scarf by Lee, who wrote with the
    order, 3 the delivery of the first order.
    """
    with build.ledger() as connection, build.written(connection):
        build.put_orders(
            connection, build.order(status="in-transit"), build.order(OTHER, buyer="Lee", buyer_message="Ring twice")
        )
        build.put_case(connection, build.request(tracking="RN1", texts=RequestTexts(note="The 锅盖 is chipped")))
        scarf = (OrderLine("SCARF", "100% wool scarf", "Moss", 1, 900),)
        build.put_case(connection, build.request("402", kind="refund", order=OTHER, buyer=None, lines=scarf))
        deliveries.follow(connection, SHOP)
        connection.execute("UPDATE cases SET settled = 1, decision = 'approved' WHERE id = 2")
        rows.insert_clocks(connection, 1, [(0, clock(due=day(26))), (1, clock("refund", day(25), stopped_at=day(21)))])
        yield connection


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (CaseFilters(), [2, 1]),  # a delivery that asks nothing is left out
        (CaseFilters(state="all"), [2, 1]),
        (CaseFilters(kind="delivery"), [3]),
        (CaseFilters(order=ORDER), [3, 1]),
        (CaseFilters(state="open"), [1]),
        (CaseFilters(state="closed"), [2]),
        (CaseFilters(state="approved"), [2]),
        (CaseFilters(product="MUG"), [1]),
        (CaseFilters(product="100%"), [2]),
        (CaseFilters(product="1_0"), []),  # no wildcards
        (CaseFilters(sku="scar"), [2]),
        (CaseFilters(buyer="lee"), [2]),  # the order names the buyer
        (CaseFilters(tracking="RN1"), [1]),
        (CaseFilters(text="402"), [2]),
        (CaseFilters(text="锅盖 IS"), [1]),
        (CaseFilters(text="ring twice"), [2]),
        (CaseFilters(text="moss"), [2]),
        (CaseFilters(text="variation"), []),  # a name of the ledger's own
        (CaseFilters(text="mug", state="closed"), []),
        (CaseFilters(shop="another"), []),
    ],
)
def test_cases_fit_every_filter(ledger: sqlite3.Connection, filters: CaseFilters, ids: list[int]) -> None:
    assert [found.case.id for found in search(ledger, NOW, filters)] == ids
    assert count(ledger, NOW, filters) == len(ids)


def test_a_delivery_with_a_running_duty_is_listed(ledger: sqlite3.Connection) -> None:
    rows.insert_clocks(ledger, 3, [(0, clock("trace", day(27)))])
    assert [found.case.id for found in search(ledger, NOW, CaseFilters())] == [3, 2, 1]
    ledger.execute("DELETE FROM clocks WHERE case_id = 3")


def test_each_case_comes_with_its_next_deadline(ledger: sqlite3.Connection) -> None:
    assert [(found.case.product, found.due) for found in search(ledger, NOW, CaseFilters())] == [
        ("100% wool scarf", None),
        ("Mug", day(26)),
    ]
    assert len(list(search(ledger, NOW, CaseFilters(), limit=1))) == 1
