"""Orders that files tell: newer data win, and what a file does not say erases nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from aftersales.core.cases.facts import OrderLine, OrderTable
from aftersales.ledger import checksums, sqlite
from aftersales.ledger.facts import orders
from unit.ledger import build
from unit.ledger.build import MUG, ORDER, SHOP, order

LATER, EARLIER = "2026-11-25T08:00:00Z", "2026-11-23T08:00:00Z"


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    with build.ledger(SHOP, "other") as connection, build.written(connection, "import"):
        build.put_orders(connection, order())
        yield connection


def _lines(ledger: sqlite3.Connection) -> list[tuple[object, ...]]:
    return ledger.execute("SELECT sku, product, variation, quantity, amount FROM lines ORDER BY n").fetchall()


def _stored(ledger: sqlite3.Connection, *columns: str) -> tuple[object, ...]:
    row: tuple[object, ...] = ledger.execute(f"SELECT {', '.join(columns)} FROM orders WHERE id = 1").fetchone()
    return row


def test_a_new_order_is_stored_with_its_lines(ledger: sqlite3.Connection) -> None:
    assert _stored(ledger, "ref", "amount", "placed_at", "fulfilment") == (
        ORDER,
        1398,
        "2026-11-16T10:00:00Z",
        "seller",
    )
    assert _lines(ledger) == [tuple(MUG)]


@pytest.mark.parametrize(
    ("was", "now"),
    [("unpaid", None), ("on-hold", None), ("in-transit", "in-transit"), ("completed", "completed")],
)
def test_a_newer_status_that_is_not_known_ends_one_that_may_be_over(
    ledger: sqlite3.Connection, was: str, now: str | None
) -> None:
    """What has left the seller has: only before that may the new word ask something else of the seller."""
    build.put_orders(ledger, order("7", status=was))
    build.put_orders(ledger, order("7", status=None, as_of=LATER))
    assert ledger.execute("SELECT status FROM orders WHERE ref = '7'").fetchone() == (now,)
    build.put_orders(ledger, order("7", status=None, as_of=EARLIER))
    assert ledger.execute("SELECT status FROM orders WHERE ref = '7'").fetchone() == (now,)


@pytest.mark.parametrize(
    ("as_of", "source", "status", "counted"),
    [
        (LATER, "export", "returned", (0, 1, 0)),
        (EARLIER, "export", "delivered", (0, 0, 1)),
        ("2026-11-24T08:40:00Z", "api", "returned", (0, 1, 0)),  # of the same instant an API answer wins
        ("2026-11-24T08:40:00Z", "hand", "delivered", (0, 0, 1)),  # and what was typed loses
    ],
)
def test_newer_data_win(
    ledger: sqlite3.Connection, as_of: str, source: str, status: str, counted: tuple[int, int, int]
) -> None:
    tally = build.put_orders(ledger, order(status="returned", as_of=as_of, source=source))
    assert (_stored(ledger, "status"), (tally.new, tally.changed, tally.same)) == ((status,), counted)


def test_what_a_file_does_not_say_erases_nothing(ledger: sqlite3.Connection) -> None:
    bare = order(amount=None, currency=None, delivered_at=None, lines=(), as_of=LATER)
    assert build.put_orders(ledger, bare).same == 1
    assert _stored(ledger, "amount", "currency", "delivered_at") == (1398, "GBP", "2026-11-19T11:00:00Z")
    assert _lines(ledger) == [tuple(MUG)]


def test_older_data_fill_what_is_empty(ledger: sqlite3.Connection) -> None:
    assert build.put_orders(ledger, order(tracking="T1", as_of=EARLIER)).changed == 1
    assert _stored(ledger, "tracking", "as_of") == ("T1", "2026-11-24T08:40:00Z")


def test_an_answer_without_amounts_keeps_those_of_the_same_goods(ledger: sqlite3.Connection) -> None:
    bare = MUG._replace(amount=None, product="Mug, blue")
    build.put_orders(ledger, order(lines=(bare,), source="api", as_of=LATER))
    assert _lines(ledger) == [tuple(MUG)]
    hat = OrderLine("HAT", "Hat")
    build.put_orders(ledger, order(lines=(hat,), source="api", as_of=LATER))
    assert _lines(ledger) == [tuple(hat)]


def test_an_order_seen_again_on_its_way_is_derived_anew(ledger: sqlite3.Connection) -> None:
    """It is the same, but it was still on its way at a later instant: that speaks against what was recorded."""
    ledger.execute("UPDATE orders SET status = 'in-transit'")
    tally = orders.Tally()
    assert orders.put(ledger, SHOP, [order(status="in-transit", as_of=LATER)], tally) == [ORDER]
    assert (tally.same, _stored(ledger, "as_of")) == (1, (LATER,))
    assert orders.put(ledger, SHOP, [order(status="in-transit", as_of=LATER)], tally) == []


def test_the_log_names_the_first_of_many_new_orders(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, *(order(str(n)) for n in range(12)))
    (image,) = build.column(ledger, "changes", "image", "tbl = 'orders' AND key = '2'")
    assert json.loads(image) == {"last": 13, "refs": [str(n) for n in range(10)]}


def test_an_order_of_another_shop_is_named(ledger: sqlite3.Connection) -> None:
    build.put_case(ledger, build.request(order="9"), shop=SHOP)
    assert orders.order_of_another_shop(ledger, "other", ["8", ORDER]) == (ORDER, SHOP)
    assert orders.order_of_another_shop(ledger, "other", ["9"]) == ("9", SHOP)  # by its case alone
    assert orders.order_of_another_shop(ledger, SHOP, ["8", ORDER]) is None


def test_where_an_order_is_known_from(ledger: sqlite3.Connection) -> None:
    build.put_orders(ledger, order("7", source="hand"))
    assert orders.platform_origin(ledger, SHOP, ORDER) == "orders.csv, row 2"
    assert orders.platform_origin(ledger, SHOP, "7") is None


@pytest.mark.parametrize("turned", [False, True], ids=("one way", "the other way"))
def test_of_two_files_of_one_second_the_further_order_counts_whichever_is_read_first(turned: bool) -> None:
    pair = [order(status="awaiting-shipment", amount=900), order(status="in-transit", amount=800)]
    with build.ledger() as ledger, build.written(ledger, "import"):
        for facts in reversed(pair) if turned else pair:
            build.put_orders(ledger, facts)
        assert ledger.execute("SELECT status, amount FROM orders").fetchall() == [("in-transit", 800)]


@pytest.mark.parametrize("later", [0, 3])
def test_orders_that_were_put_apart_are_as_if_they_had_been_put_here(later: int) -> None:
    some = [order(ORDER[:-2] + f"{n:02}", lines=(MUG, MUG._replace(sku="CUP")) if n % 3 else (MUG,)) for n in range(40)]
    table = OrderTable.of([*some, order(ORDER[:-2] + "99", status=None)])
    contents = []
    for apart in (False, True):
        with build.ledger() as ledger, build.written(ledger):
            build.put_orders(ledger, *(order(f"57700000000000000{n}") for n in range(5 + later)))
            checksums.renew(ledger)
            if not apart:
                build.put_orders(ledger, *table)
                telling = [table.order(40)]
            else:
                statements = orders.tables_apart(ledger)
                schema, path = sqlite.attach_private(ledger)
                with closing(sqlite.open_private(path)) as other:
                    for statement in statements:
                        other.execute(statement)
                    telling = list(orders.put_apart(other, SHOP, 6, table))
                    other.execute("COMMIT")
                    sums = checksums.of_orders(other, 6)
                assert not path.exists()
                orders.take_apart(ledger, schema, later)
                tally = orders.Tally()
                assert orders.log_new(ledger, SHOP, 6 + later, 41, tally) == list(table.column("ref"))
                assert tally.new == 41
                if not later:
                    assert [n for n, _, _ in sums] == [1]
                    checksums.expect(ledger, 6)
                    checksums.put(ledger, sums)
                    assert ledger.execute("SELECT n FROM stale_checksums WHERE tbl = 'orders'").fetchall() == [(0,)]
            assert [one.ref for one in telling] == [ORDER[:-2] + "99"]
            checksums.renew(ledger)
            assert list(checksums.damaged(ledger)) == []
            contents.append(build.stored(ledger))
    assert contents[0] == contents[1]
