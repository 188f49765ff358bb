from __future__ import annotations

from aftersales.ledger.working_copy import loading, tables
from unit.ledger.build import (
    NOW,
    ORDER,
    REF,
    SHOP,
    column,
    ledger,
    order,
    put_case,
    put_orders,
    request,
    written,
)

OTHER, NEXT = ORDER[:-1] + "9", REF[:-1] + "9"


def test_what_bears_on_a_request_is_copied_and_no_more() -> None:
    with ledger(SHOP, "uk-b") as connection:
        with written(connection):
            put_orders(connection, order(), order(OTHER))
            put_orders(connection, order(), shop="uk-b")
            put_case(connection, request())
            put_case(connection, request(NEXT, order=OTHER))
            put_case(connection, request("4035312345678901235"), shop="uk-b")
        loading.load_requests(connection, [REF], [])  # without a copy nothing is done
        tables.make(connection)
        loading.load_requests(connection, [REF], [])
        assert column(connection, "orders", "shop || ref") == [SHOP + ORDER, "uk-b" + ORDER]
        assert column(connection, "cases", "id") == [1, 3]
        assert column(connection, "events", "case_id", "case_id <> 3") == [1]
        assert column(connection, "observations", "case_id", "case_id <> 3") == [1]
        assert column(connection, "changes", "id", "write_id > 2") == []
        connection.execute("UPDATE cases SET buyer = 'x' WHERE id = 1")
        loading.load_orders(connection, [ORDER, OTHER])  # what is there stays as it is in the copy
        assert column(connection, "cases", "buyer") == ["x", "mia", "mia"]
        assert len(column(connection, "orders", "ref")) == 3


def test_open_cases_and_orders_without_a_delivery() -> None:
    with ledger() as connection:
        with written(connection):
            put_orders(connection, order(), order(OTHER, status="in-transit", delivered_at=None))
            put_case(connection, request())
        tables.make(connection)
        loading.load_unfollowed(connection, SHOP)
        assert column(connection, "orders", "ref") == [OTHER]
        loading.load_open_cases(connection, SHOP)
        assert column(connection, "cases", "ref") == [REF]


def test_live_cases() -> None:
    with ledger() as connection:
        with written(connection):
            put_case(connection, request())
        tables.make(connection)
        loading.load_live_cases(connection, SHOP, NOW)
        assert column(connection, "cases", "ref") == [REF]
