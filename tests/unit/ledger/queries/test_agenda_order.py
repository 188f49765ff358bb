"""The order of the list one line a case: many overdue cases, several currencies, and what it is sorted by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import agenda_oracle
from aftersales.core.clocks.clock import Clock
from aftersales.core.deadlines import due_list, list_order
from aftersales.core.deadlines.due_list import ShopData
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import SORTS
from aftersales.ledger.derived import rows
from aftersales.ledger.queries import agenda, due
from aftersales.ledger.queries.agenda import Scope
from aftersales.ledger.queries.due import Filters
from unit.ledger import build
from unit.ledger.build import NOW

HOUR = timedelta(hours=1)
SHOPS = {name: ShopData(name, NOW, "Europe/London", "tiktok", market="GB") for name in ("uk", "two")}
EVERYTHING = Scope(NOW, None, Filters())


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    """Cases 1 to 40 by turns of two shops, returns and refunds."""
    with build.ledger(*SHOPS) as connection, build.written(connection):
        for number in range(1, 41):
            connection.execute(
                "INSERT INTO cases (id, shop, kind, fulfilment, opened_at, source, origin) "
                "VALUES (?, ?, ?, 'seller', '2026-11-20T12:00:00Z', 'export', '')",
                (number, list(SHOPS)[number % 2], "refund" if number % 3 else "return"),
            )
        yield connection


def clock(hours: float, amount: str = "", stake: str = "money", **values: Any) -> Clock:
    """A clock with an amount such as `9 GBP`."""
    number, _, currency = amount.partition(" ")
    risk = Money(int(number) * 100, currency) if amount else None
    return build.clock("respond", NOW + hours * HOUR, stake=stake, at_risk=risk, **values)


def listed(connection: sqlite3.Connection, clocks: list[Clock], limit: int | None = None, sort: str = "urgency") -> Any:
    """The cases in order; of the clocks the first is that of case 1, and so on."""
    put(connection, clocks)
    return [row.case for row, _ in agenda.lines(connection, limit, sort=sort)]


def put(connection: sqlite3.Connection, clocks: list[Clock]) -> None:
    connection.execute("DELETE FROM clocks")
    for n, one in enumerate(clocks, 1):
        rows.insert_clocks(connection, n, [(n, one)])
    agenda.gather(connection, EVERYTHING, SHOPS)


def test_currencies_take_turns_where_only_the_amount_decides(empty: sqlite3.Connection) -> None:
    amounts = ["900 THB", "80 GBP", "700 THB", "90 GBP", "", "800 THB", "5 USD"]
    assert listed(empty, [clock(5, amount) for amount in amounts]) == [4, 1, 7, 2, 6, 3, 5]


def test_up_to_fifteen_overdue_cases_stand_by_their_instants(empty: sqlite3.Connection) -> None:
    late = [clock(-n, f"{20 - n} GBP") for n in range(1, 16)]
    assert listed(empty, late) == [*range(15, 0, -1)]


def test_of_more_the_dearest_come_first_and_after_them_rights_and_then_what_is_owed(empty: sqlite3.Connection) -> None:
    late = [clock(-30 - n, f"{n} GBP") for n in range(1, 13)]  # 1 to 12, the dearest last
    late += [clock(-1, "999 THB"), clock(-2, "5 THB")]  # 13 and 14
    late += [clock(-90, "1 GBP", "right"), clock(-91, "7 GBP", "right")]  # 15 and 16
    late += [clock(-95, "500 GBP", "standing"), clock(-96, "1 GBP", "standing")]  # 17 and 18
    today = [clock(1, "1 GBP"), clock(2, "900 GBP")]  # 19 and 20
    money = [12, 13, 11, 14, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert listed(empty, late + today) == [*money, 16, 15, 18, 17, 19, 20]
    assert listed(empty, late + today, limit=3) == money[:3]


def test_what_it_can_be_sorted_by(empty: sqlite3.Connection) -> None:
    clocks = [clock(4, "5 GBP"), clock(-1, "3 GBP", act_by=NOW - 9 * HOUR), clock(30, "700 THB"), clock(9)]
    assert {sort: listed(empty, clocks, sort=sort) for sort in SORTS} == {
        "urgency": [2, 1, 4, 3],
        "due": [2, 1, 4, 3],
        "amount": [1, 3, 2, 4],
        "shop": [1, 3, 2, 4],
        "kind": [2, 1, 4, 3],
        "case": [1, 2, 3, 4],
    }
    assert listed(empty, clocks, limit=2, sort="amount") == [1, 3]


AMOUNTS = st.sampled_from(("", "1 GBP", "2 GBP", "3 GBP", "1 USD", "9 USD", "500 JPY"))
CLOCKS = st.builds(clock, st.integers(-4, 3), AMOUNTS, st.sampled_from(("money", "right", "standing", "money")))


@settings(deadline=None)
@given(clocks=st.lists(CLOCKS, min_size=12, max_size=30), limit=st.integers(0, 31), sort=st.sampled_from(SORTS))
def test_the_query_the_core_and_the_reckoned_list_agree(
    empty: sqlite3.Connection, clocks: list[Clock], limit: int, sort: str
) -> None:
    put(empty, clocks)
    actions = due_list.actions_of(due.rows(empty, NOW, None, Filters()), NOW, None, SHOPS)
    expected = agenda_oracle.in_turns(sorted(actions, key=agenda_oracle.order))
    assert list_order.as_listed(actions) == expected
    if sort != "urgency":
        expected = list_order.by(sort, sorted(actions, key=agenda_oracle.order))
    for number in (None, limit):
        shown = agenda.lines(empty, number, sort=sort)
        assert [row.case for row, _ in shown] == [a.case for a in expected[:number]], number
