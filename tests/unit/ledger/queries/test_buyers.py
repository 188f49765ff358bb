"""What buyers asked for and bought before, found in the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.requests.buyers import Order, Request
from aftersales.ledger.queries import buyers
from unit.ledger import build
from unit.ledger.build import SHOP, day

MUG = (("MUG-1", "Mug"),)


@pytest.fixture(scope="module")
def ledger() -> Iterator[sqlite3.Connection]:
    """Mia has two orders and asked on the first, which names her; 2 is Lee's request, of whose order nothing is known;
    3 nobody's; 4 is another shop's Mia; 5 Mia's bad review.
    """
    with build.ledger(SHOP, "other") as connection, build.written(connection):
        build.put_orders(connection, build.order("1"), build.order("2", status="cancelled", buyer=" @Mia", lines=()))
        build.put_orders(connection, build.order("3"), shop="other")
        build.put_case(connection, build.request("401", order="1", buyer="m***a"))
        build.put_case(connection, build.request("402", order="9", buyer="Lee", reason="Too late", opened_at=day(21)))
        build.put_case(connection, build.request("403", order="8", buyer="***"))
        build.put_case(connection, build.request("404", order="3"), shop="other")
        build.put_case(connection, build.request("405", kind="review", order="1"))
        yield connection


def test_a_history_is_of_one_buyer_in_one_shop(ledger: sqlite3.Connection) -> None:
    histories = buyers.histories(ledger, [1, 2, 3, 4, 5, 1])
    assert sorted(histories) == [1, 2, 4]
    mia = histories[1]
    assert (mia.asked_at, mia.zone) == (day(20), ZoneInfo("UTC"))
    assert mia.requests == [Request(day(20), "return", "1", "Item defective", MUG)]
    assert mia.orders == [Order("1", day(16, 10), False), Order("2", day(16, 10), True)]
    assert histories[2].requests == [Request(day(21), "return", "9", "Too late", MUG)]
    assert histories[2].orders == []
    assert histories[4].orders == [Order("3", day(16, 10), False)]


def test_a_request_that_was_withdrawn_counts_no_more(ledger: sqlite3.Connection) -> None:
    ledger.execute("UPDATE cases SET settled = 1 WHERE id = 1")
    assert buyers.histories(ledger, [1])[1].requests == []
    ledger.execute("UPDATE cases SET decision = 'rejected' WHERE id = 1")
    assert len(buyers.histories(ledger, [1])[1].requests) == 1
    ledger.execute("UPDATE cases SET settled = 0, decision = 'pending' WHERE id = 1")


def test_no_case_no_history(ledger: sqlite3.Connection) -> None:
    assert buyers.histories(ledger, []) == {}
