"""What is due and what is next, as rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import pytest

from aftersales.core.deadlines import due_list, urgency
from aftersales.core.deadlines.due_list import Later
from aftersales.core.deadlines.urgency import Action
from aftersales.core.money.amount import Money
from aftersales.ledger.derived import rows
from aftersales.ledger.queries import due, shops
from aftersales.ledger.queries.due import Filters
from unit.ledger import build
from unit.ledger.build import NOW, ORDER, REF, clock, day

TWO_DAYS = timedelta(days=2)


@pytest.fixture(scope="module")
def ledger() -> Iterator[sqlite3.Connection]:
    """It is 24 November, 9:00. Case 1 is overdue and has a refund to make on the 27th; case 2 is due on the 28th, and
    must be acted on by the 25th, 9:00; case 3 waits for its buyer; case 4 is answered.
    """
    with build.ledger() as connection, build.written(connection):
        for ref in (REF, "402", "403", "404"):
            build.put_case(connection, build.request(ref))
        risk = Money(1398, "GBP")
        late = clock(due=day(23), at_risk=risk, flags=("confidence-low",), stamped_due=day(23), act_late=True)
        rows.insert_clocks(connection, 1, [(0, late), (1, clock("refund", day(27)))])
        rows.insert_clocks(connection, 2, [(0, clock(due=day(28), act_by=day(25, 9), snoozed_until=day(25)))])
        rows.insert_clocks(connection, 3, [(0, clock("ship", day(26), owner="buyer"))])
        rows.insert_clocks(connection, 4, [(0, clock(due=day(24), stopped_at=day(22)))])
        yield connection


def beyond(shown: list[Action], horizon: timedelta) -> set[tuple[int, str]]:
    """The duties shown though they fall due after the horizon."""
    return {(a.case, a.duty) for a in shown if urgency.deciding(a) > NOW + horizon}


def _lines(found: list[due_list.DueRow]) -> list[tuple[int, str]]:
    return sorted((row.case, row.duty) for row in found)


@pytest.mark.parametrize(
    ("within", "filters", "lines"),
    [
        (TWO_DAYS, Filters(), [(1, "respond"), (2, "respond")]),
        (timedelta(0), Filters(), [(1, "respond"), (2, "respond")]),  # a day, of 25 hours at most, is always asked for
        (None, Filters(), [(1, "refund"), (1, "respond"), (2, "respond")]),
        (None, Filters(owner="buyer"), [(3, "ship")]),
        (None, Filters(owner=None, case=3), [(3, "ship")]),
        (None, Filters(duties=("refund",)), [(1, "refund")]),
        (None, Filters(kinds=("refund",)), []),
        (None, Filters(markets=("DE", "FR")), []),
        (
            None,
            Filters(
                markets=("GB", "US"),
                shops=("uk-main",),
                kinds=("return",),
                duties=("refund", "ship"),
            ),
            [(1, "refund")],
        ),
    ],
)
def test_rows_within_a_horizon(
    ledger: sqlite3.Connection, within: timedelta | None, filters: Filters, lines: list[tuple[int, str]]
) -> None:
    assert _lines(due.rows(ledger, NOW, within, filters)) == lines


def test_a_row_has_the_clock_and_its_case(ledger: sqlite3.Connection) -> None:
    (row,) = due.rows(ledger, NOW, None, Filters(case=1, duties=("respond",)))
    assert (row.case, row.ref, row.order, row.shop, row.market, row.kind) == (1, REF, ORDER, "uk-main", "GB", "return")
    assert (row.duty, row.owner, row.product, row.sku, row.quantity) == ("respond", "seller", "Mug", "MUG-1", 2)
    assert (row.started_at, row.due, row.act_by, row.snoozed_until) == (day(20), day(23), None, None)
    assert (row.stamped, row.confirmed, row.act_late, row.missing) == (True, True, True, False)
    assert (row.at_risk, row.case_flags, row.clock_flags) == (Money(1398, "GBP"), [], ["confidence-low"])


def test_what_lies_after_the_horizon_is_counted(ledger: sqlite3.Connection) -> None:
    shown = due_list.actions_of(due.rows(ledger, NOW, TWO_DAYS, Filters()), NOW, TWO_DAYS, shops.shop_data(ledger))
    assert due.later(ledger, NOW, NOW + TWO_DAYS, Filters(), beyond(shown, TWO_DAYS)) == Later(1, day(27), False)
    assert due.later(ledger, NOW, day(24), Filters(), ()) == Later(2, day(25, 9), True)
    assert due.later(ledger, NOW, day(30), Filters(), ()) == Later(0, None, False)


@pytest.fixture(scope="module")
def opening() -> Iterator[sqlite3.Connection]:
    """It is 24 November, 9:00. Case 1 can be appealed from the 25th, 12:00, to the 30th; case 2 from the 28th on;
    case 3 could from the 22nd on, until the 27th; case 4 can since yesterday, 12:00, until the 29th.
    """
    with build.ledger() as connection, build.written(connection):
        for n, (ref, opens, due_at) in enumerate([(REF, 25, 30), ("402", 28, 30), ("403", 22, 27), ("404", 23, 29)], 1):
            build.put_case(connection, build.request(ref))
            rows.insert_clocks(connection, n, [(0, clock("appeal", day(due_at), opens_at=day(opens), stake="right"))])
        yield connection


def test_what_opens_within_the_horizon_is_listed_with_its_opening(opening: sqlite3.Connection) -> None:
    def listed(within: timedelta | None) -> list[tuple[int, str, object, int]]:
        found = due_list.actions_of(due.rows(opening, NOW, within, Filters()), NOW, within, shops.shop_data(opening))
        return [(a.case, a.band, a.opens, a.left_seconds // 3600) for a in found]

    just_opened = (4, "today", None, 123)
    assert listed(TWO_DAYS) == [just_opened, (1, "later", day(25), 27)]  # from Tue 9:00 to Wed 12:00
    assert listed(timedelta(hours=26)) == [just_opened]
    assert listed(timedelta(days=4)) == [(3, "later", None, 75), just_opened, (1, "later", day(25), 27)]
    assert [case for case, *_ in listed(None)] == [3, 4, 1, 2]


def test_of_what_is_later_the_first_may_be_an_opening(opening: sqlite3.Connection) -> None:
    def later(horizon: timedelta) -> Later:
        found = due_list.actions_of(due.rows(opening, NOW, horizon, Filters()), NOW, horizon, shops.shop_data(opening))
        return due.later(opening, NOW, NOW + horizon, Filters(), beyond(found, horizon))

    assert later(timedelta(hours=26)) == Later(3, day(25), opens=True)
    assert later(TWO_DAYS) == Later(2, day(27))
    assert later(timedelta(days=4)) == Later(1, day(28), opens=True)
    assert later(timedelta(days=7)) == Later(0, None)


def test_the_next_duty_of_the_seller(ledger: sqlite3.Connection) -> None:
    assert due.next_duty(ledger, 1, NOW) == ("respond", day(23))
    assert due.next_duty(ledger, 3, NOW) is None
    assert due.next_duty(ledger, 4, NOW) is None
