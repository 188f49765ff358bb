from __future__ import annotations

from contextlib import closing

import pytest

from aftersales.ledger import definitions, sqlite
from unit.ledger.build import ledger


def test_parts_and_columns() -> None:
    with closing(sqlite.in_memory()) as connection:
        connection.execute("CREATE TABLE t (a, b)")
        connection.execute("CREATE INDEX by_b\n    ON t (b)")
        connection.execute("CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END")
        assert definitions.columns(connection) == {"t": {"a", "b"}}
        assert definitions.parts(connection)["index", "by_b"] == "CREATE INDEX by_b ON t (b)"
        assert definitions.triggers(connection) == {"g": "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END"}


def test_tables_and_what_they_refer_to() -> None:
    with closing(sqlite.in_memory()) as connection:
        connection.execute("CREATE TABLE p (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE c (a TEXT, p_id INTEGER REFERENCES p(id), PRIMARY KEY (a)) WITHOUT ROWID")
        connection.execute("CREATE TEMP TABLE t (x)")
        assert definitions.tables(connection) == [("p", ("id",), ("rowid",)), ("c", ("a", "p_id"), ("a",))]
        assert definitions.references(connection, "c") == [("p_id", "p", "id")]
        assert definitions.column_names(connection, "c") == ["a", "p_id"]
        assert definitions.has_temporary(connection, "t")
        assert not definitions.has_temporary(connection, "p")
        assert [name for _, name, _ in definitions.of_tables(connection, ["p"])] == ["p"]


def test_a_bare_table_takes_the_same_rows_and_refers_to_nothing() -> None:
    with ledger() as connection:
        made = [definitions.bare_table(connection, table) for table in ("orders", "lines")]
        names = [definitions.column_names(connection, table) for table in ("orders", "lines")]
    with closing(sqlite.in_memory()) as other:
        for statement in made:
            other.execute(statement)
        assert [definitions.column_names(other, table) for table in ("orders", "lines")] == names
        assert definitions.references(other, "lines") == []
        other.execute("INSERT INTO lines (order_id, n) VALUES (7, 0)")
        with pytest.raises(sqlite.IntegrityError):
            other.execute("INSERT INTO lines (order_id, n) VALUES (7, 0)")
