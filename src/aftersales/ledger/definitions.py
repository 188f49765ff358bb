"""What a ledger is made of, as SQLite keeps it."""

# It holds only for SQLite, as what is in `sqlite`.

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftersales.ledger.sqlite import Connection


def has_table(connection: Connection, name: str) -> bool:
    """Whether there is a table of this name."""
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (name,)).fetchone() is not None


def columns_of(connection: Connection, table: str) -> set[str]:
    """The names of a table's columns."""
    return {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def table_definitions(connection: Connection) -> dict[str, bytes]:
    """The SQL of each table, by its name: bytes, since what stands there need not be valid UTF-8."""
    rows = connection.execute(
        "SELECT name, CAST(sql AS BLOB) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return dict(rows.fetchall())


def columns(connection: Connection) -> dict[str, set[str]]:
    """The names of each table's columns."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: columns_of(connection, name) for (name,) in tables.fetchall()}


def tables(connection: Connection) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The tables in the order of their making, each with its columns and with what names its rows: `rowid`, or the
    columns of its key.
    """
    names = connection.execute(
        """SELECT made.name, list.wr FROM sqlite_schema made JOIN pragma_table_list list ON list.name = made.name
        WHERE list.schema = 'main' AND made.type = 'table' ORDER BY made.rowid"""
    ).fetchall()
    described_tables = []
    for name, without_rowid in names:
        described = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
        key = [column for column, place in sorted(described, key=lambda row: row[1]) if place]
        described_tables.append((name, tuple(row[0] for row in described), tuple(key) if without_rowid else ("rowid",)))
    return described_tables


def references(connection: Connection, table: str) -> list[tuple[str, str, str]]:
    """Which column of a stored table refers to which column of which other: column, table, column."""
    rows = connection.execute('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?, \'main\')', (table,))
    return rows.fetchall()


def schema(connection: Connection) -> list[tuple[str, str, str]]:
    """The kind, the name and the SQL of each table, index, view and trigger, in the order in which they were made."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    )
    return rows.fetchall()


def parts(connection: Connection) -> dict[tuple[str, str], str]:
    """Triggers, indexes and views, by kind and name, each with its SQL without line breaks."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL")
    return {(kind, name): " ".join(sql.split()) for kind, name, sql in rows}


def column_names(connection: Connection, table: str) -> list[str]:
    """The names of a table's columns, in their order."""
    rows = connection.execute("SELECT name FROM pragma_table_info(?, 'main') ORDER BY cid", (table,))
    return [row[0] for row in rows]


def bare_table(connection: Connection, table: str) -> str:
    """The SQL of a table with the columns and the key of a stored one, and with nothing else."""
    described = connection.execute("SELECT name, type, pk FROM pragma_table_info(?, 'main') ORDER BY cid", (table,))
    columns = described.fetchall()
    key = [name for name, _, place in sorted(columns, key=lambda row: row[2]) if place]
    (without_rowid,) = connection.execute(
        "SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'", (table,)
    ).fetchone()
    made = ", ".join(f"{name} {kind}" for name, kind, _ in columns)
    if without_rowid:
        return f"CREATE TABLE {table} ({made}, PRIMARY KEY ({', '.join(key)})) STRICT, WITHOUT ROWID"
    return f"CREATE TABLE {table} ({made}, PRIMARY KEY ({', '.join(key)})) STRICT"


def of_tables(connection: Connection, tables: Sequence[str]) -> list[tuple[str, str, str]]:
    """The kind (table or index), name and SQL of these stored tables and of their indexes, tables first."""
    return connection.execute(
        f"""SELECT type, name, sql FROM main.sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL
        AND tbl_name IN ({", ".join("?" * len(tables))}) ORDER BY type DESC, name""",
        tables,
    ).fetchall()


def indexes(connection: Connection, names: Sequence[str]) -> list[tuple[str, str]]:
    """The name and the SQL of those of these stored indexes that are there."""
    return connection.execute(
        f"""SELECT name, sql FROM main.sqlite_schema WHERE type = 'index' AND name IN ({", ".join("?" * len(names))})
        ORDER BY rowid""",
        names,
    ).fetchall()


def has_temporary(connection: Connection, name: str) -> bool:
    """Whether a connection has a temporary table or index of this name."""
    return bool(connection.execute("SELECT count(*) FROM temp.sqlite_schema WHERE name = ?", (name,)).fetchone()[0])


def triggers_in_force(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """The SQL of these triggers, by name: of a temporary one where there is one, else of the stored one."""
    return dict(
        connection.execute(
            f"""SELECT name, sql FROM (SELECT * FROM main.sqlite_schema UNION ALL SELECT * FROM temp.sqlite_schema)
            WHERE type = 'trigger' AND name IN ({", ".join("?" * len(names))})""",
            names,
        ).fetchall()
    )


def triggers(connection: Connection) -> dict[str, str]:
    """The SQL of each trigger, by its name."""
    return dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall())
