"""An empty ledger, filled with the rows of another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from aftersales.ledger import checksums, definitions, sqlite
from aftersales.ledger.migrations import apply
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.transfer.tables import SEQUENCE, LedgerTable, count_rows, own_views, tables_of
from aftersales.ledger.triggers import drop_triggers

# What `aftersales init` leaves, and what follows from it: a ledger with rows in no other table is empty.
_OF_INIT = frozenset({"shops", "shop_rules", "writes", "changes", "removed", "zone_offsets", SEQUENCE})


def data_in(connection: Connection) -> dict[str, int]:
    """How many rows each table has that an empty ledger leaves empty; nothing for an empty ledger."""
    counts = {table.name: count_rows(connection, table) for table in tables_of() if table.name not in _OF_INIT}
    return {name: count for name, count in counts.items() if count}


def shop_names(connection: Connection) -> list[str]:
    """The shops that were added to a ledger, which may be empty otherwise."""
    return [name for (name,) in connection.execute("SELECT name FROM shops WHERE taken_back IS NULL ORDER BY rowid")]


def begin(connection: Connection, schema: int) -> list[LedgerTable]:
    """Make all tables anew as they were in a schema, without a row and without triggers. Inside the caller's
    transaction, which `finish` must be called in too. Returns the tables.
    """
    sqlite.check_references_at_end(connection)
    drop_triggers(connection)
    for view in own_views():
        connection.execute(f"DROP VIEW IF EXISTS {view}")
    names = [table.name for table in tables_of()]
    present = definitions.columns(connection)
    for name in (*reversed(names), *apply.OWN_TABLES):
        if name in present and name != SEQUENCE:
            connection.execute(f"DROP TABLE {name}")
    apply.migrate(connection, schema)
    drop_triggers(connection)  # what is put in is not a write of the user's
    return tables_of(schema)


def put(connection: Connection, table: LedgerTable, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of a table, each with a value for every column. Raises DatabaseError for a value that can't be."""
    if table.name == SEQUENCE:
        connection.execute(f"DELETE FROM {SEQUENCE}")
    places = ", ".join("?" * len(table.columns))
    connection.executemany(f"INSERT INTO {table.name} ({table.selected}) VALUES ({places})", rows)


def finish(connection: Connection) -> None:
    """Bring the tables up to date, with the triggers that keep the log."""
    if checksums.is_kept(connection):
        checksums.forget(connection)  # they are those of empty tables
    apply.migrate(connection)
