from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from aftersales.ledger import checksums, definitions, triggers
from aftersales.ledger.derived import store
from aftersales.ledger.working_copy import loading, storing, tables
from unit.ledger.build import (
    MUG,
    ORDER,
    REF,
    SHOP,
    clock,
    column,
    ledger,
    order,
    put_case,
    put_orders,
    request,
    rules,
    stored,
    written,
)

OTHER, NEXT = ORDER[:-1] + "9", REF[:-1] + "9"
UNDER = {SHOP: rules("one", clock(), clock("refund"))}


def _known(connection: sqlite3.Connection) -> None:
    with written(connection):
        put_orders(connection, order(), order(OTHER))
        put_case(connection, request())
        store.rederive(connection, [1], {SHOP: rules("none", clock(), clock("appeal"), clock("close"))})


def _news(connection: sqlite3.Connection) -> None:
    with written(connection):
        loading.load_orders(connection, [ORDER, OTHER])
        later = {"as_of": "2026-11-24T08:50:00Z", "buyer": "mia b", "lines": (MUG, MUG._replace(sku="CUP-1"))}
        put_orders(connection, order(**later), order(OTHER), order(ORDER[:-1] + "0"))
        put_case(connection, request(tracking="T1"))
        put_case(connection, request(NEXT, order=OTHER))
        store.rederive(connection, [1, 2], UNDER)


def _after(act: Callable[[sqlite3.Connection], None]) -> dict[str, list[Any]]:
    with ledger() as connection:
        _known(connection)
        act(connection)
        checksums.renew(connection)
        assert list(checksums.damaged(connection)) == []
        return stored(connection)


def test_what_differs_is_stored_as_if_it_had_been_written_there() -> None:
    def through_a_copy(connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN")
        tables.make(connection)
        _news(connection)
        assert storing.compare(connection)
        assert column(connection, "temp.differing_orders", "id") == [1]
        assert column(connection, "temp.differing_lines", "id") == [1]
        storing.store(connection)
        assert triggers.statements().items() <= definitions.triggers(connection).items()
        connection.execute("COMMIT")

    assert _after(through_a_copy) == _after(_news)


def test_a_copy_in_which_nothing_changed_does_not_differ() -> None:
    with ledger() as connection:
        _known(connection)
        tables.make(connection)
        with written(connection):
            loading.load_orders(connection, [ORDER])
            put_orders(connection, order())
        assert not storing.compare(connection)
        storing.give_up(connection)
        assert column(connection, "orders", "ref") == [ORDER, OTHER]


def test_a_row_that_left_its_table_is_noticed() -> None:
    with ledger() as connection:
        _known(connection)
        tables.make(connection)
        with written(connection):
            loading.load_orders(connection, [ORDER])
            assert not storing.deletes_facts(connection)
            connection.execute("DELETE FROM observations WHERE case_id = 1")
        assert storing.deletes_facts(connection)


def test_a_row_that_belongs_to_nothing_is_refused() -> None:
    with ledger() as connection:
        _known(connection)
        tables.make(connection)
        with written(connection):
            connection.execute("INSERT INTO lines VALUES (77, 0, 'CUP-1', NULL, NULL, 1, 100)")
        with pytest.raises(sqlite3.IntegrityError, match=r"lines\.order_id 77"):
            storing.compare(connection)


def test_the_first_orders_of_a_ledger_leave_its_indexes_as_they_were() -> None:
    for lacking in ("", "orders_by_buyer"):  # somebody may have dropped it
        with ledger() as connection:
            connection.execute(f"DROP INDEX IF EXISTS '{lacking}'")
            before = definitions.parts(connection)
            connection.execute("BEGIN")
            tables.make(connection)
            with written(connection):
                put_orders(connection, order(), order(OTHER))
            assert storing.compare(connection)
            storing.store(connection)
            connection.execute("COMMIT")
            assert definitions.parts(connection) == before
            by_buyer = "SELECT count(*) FROM orders WHERE ltrim(lower(trim(buyer, ' ')), '@') = 'mia'"
            assert connection.execute(f"{by_buyer} AND buyer IS NOT NULL").fetchone() == (2,)
