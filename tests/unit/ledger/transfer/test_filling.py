"""A ledger that is filled with rows."""

from __future__ import annotations

import sqlite3

import pytest

from aftersales.ledger.connection import VERSION
from aftersales.ledger.facts import orders
from aftersales.ledger.transfer import filling
from aftersales.ledger.transfer.tables import rows, tables_of
from unit.ledger import build


def test_a_new_ledger_is_empty_and_one_with_an_order_is_not() -> None:
    with build.ledger() as ledger:
        assert filling.data_in(ledger) == {}
        assert filling.shop_names(ledger) == ["uk-main"]
        with build.written(ledger):
            orders.put(ledger, "uk-main", [build.order()], orders.Tally())
        assert filling.data_in(ledger) == {"orders": 1, "lines": 1}


def test_what_is_put_in_is_all_that_is_there() -> None:
    """And it is no news for the log, but what comes after it is."""
    with build.ledger("old") as source, build.ledger("other") as target:
        source.execute("INSERT INTO sqlite_sequence VALUES ('cases', 41)")
        target.execute("BEGIN")
        target.execute("CREATE VIEW mine AS SELECT * FROM shops")
        for table in filling.begin(target, VERSION):
            filling.put(target, table, rows(source, table))
        filling.finish(target)
        target.execute("COMMIT")
        for table in tables_of():
            assert list(rows(target, table)) == list(rows(source, table))
        assert target.execute("SELECT name FROM mine").fetchall() == [("old",)]
        with build.written(target):
            orders.put(target, "old", [build.order()], orders.Tally())
            ((change,),) = target.execute("SELECT count(*) FROM changes WHERE write_id = 2").fetchall()
            assert change == 1


def test_a_value_that_no_column_has_is_refused() -> None:
    with build.ledger() as ledger:
        ledger.execute("BEGIN")
        shops = filling.begin(ledger, VERSION)[0]
        with pytest.raises(sqlite3.DatabaseError):
            filling.put(ledger, shops, [("uk-main", None, "tiktok", "2026-11-24T09:00:00Z", None)])
