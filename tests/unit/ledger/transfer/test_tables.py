"""The tables of a ledger as rows."""

from __future__ import annotations

from aftersales.ledger import definitions
from aftersales.ledger.connection import VERSION
from aftersales.ledger.facts import orders
from aftersales.ledger.migrations import apply
from aftersales.ledger.transfer import tables
from unit.ledger import build


def test_every_table_of_a_new_ledger_is_told_with_all_its_columns() -> None:
    with build.ledger() as ledger:
        told = {table.name: set(table.columns) for table in tables.tables_of()}
        assert told.keys() == (definitions.columns(ledger).keys() - {*apply.OWN_TABLES}) | {"sqlite_sequence"}
        assert all(told[name] == columns for name, columns in definitions.columns(ledger).items() if name in told)
        assert tables.additions(ledger, tables.tables_of()) == []
    assert tables.tables_of() == tables.tables_of(VERSION)
    assert "streams" not in [table.name for table in tables.tables_of(8)]


def test_rows_come_in_the_order_of_their_making() -> None:
    with build.ledger("uk-main", "a-shop") as ledger, build.written(ledger):
        orders.put(ledger, "uk-main", [build.order("9"), build.order("1")], orders.Tally())
        orders.put(ledger, "a-shop", [build.order("5")], orders.Tally())
        by_name = {table.name: table for table in tables.tables_of()}
        assert [row[0] for row in tables.rows(ledger, by_name["shops"])] == ["uk-main", "a-shop"]
        assert [row[2] for row in tables.rows(ledger, by_name["orders"])] == ["9", "1", "5"]
        assert [row[2] for row in tables.rows(ledger, by_name["orders"], "a-shop")] == ["5"]
        assert tables.count_rows(ledger, by_name["lines"], "uk-main") == 2
        assert [row[3] for row in tables.rows(ledger, by_name["writes"], "a-shop")] == ["init", "test"]


def test_an_entry_of_the_log_comes_with_what_undoes_it() -> None:
    with build.ledger() as ledger:
        with build.written(ledger, "import"):
            orders.put(ledger, "uk-main", [build.order("9")], orders.Tally())
        for number, undoes in ((3, 2), (4, 3)):
            sql = "INSERT INTO writes VALUES (?, '2026-11-24T09:00:00Z', 'mia', 'undo', ?, NULL)"
            ledger.execute(sql, (number, undoes))
            ledger.execute("UPDATE writes SET undone_by = ? WHERE id = ?", (number, undoes))
        (writes,) = (table for table in tables.tables_of() if table.name == "writes")
        assert [row[0] for row in tables.rows(ledger, writes, "uk-main")] == [1, 2, 3, 4]
