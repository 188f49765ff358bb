from __future__ import annotations

from aftersales.ledger.working_copy import tables
from unit.ledger.build import ORDER, column, ledger, order, put_case, put_orders, request, stored, written

NEXT = ORDER[:-1] + "9"


def test_what_is_written_goes_to_the_copy_and_numbers_go_on() -> None:
    with ledger() as connection:
        with written(connection):
            put_orders(connection, order())
            put_case(connection, request())
        before = stored(connection)
        tables.make(connection)
        assert tables.is_made(connection)
        assert column(connection, "orders", "ref") == []
        with written(connection) as write:
            put_orders(connection, order(NEXT))
            put_case(connection, request("4035312345678901239", order=NEXT))
        assert (write, column(connection, "orders", "id"), column(connection, "cases", "id")) == (3, [2], [2])
        assert column(connection, "changes", "tbl", "write_id = 3") == [
            "orders", "cases", "case_refs", "events", "observations"
        ]  # fmt: skip
        assert tables.ends(connection).orders == 1
        tables.step_aside(connection)
        assert not tables.is_made(connection)
        assert stored(connection) == before
