"""Temporary tables that stand before the ledger's own."""

# A large import is read, judged and derived here, on a snapshot of the ledger, while others write. SQL that names no
# schema finds a temporary table before the stored one of the same name, so the code that writes facts and derives
# cases is the same in both. Only at the end, in a short transaction, what differs is stored (`storing`).

from __future__ import annotations

import re

from aftersales.ledger import definitions, triggers
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.working_copy import indexes
from aftersales.named_tuple import NamedTuple

# What is small is copied whole; of the others what the import touches (`loading`).
SMALL = ("shops", "imports", "streams", "shop_rules", "removed", "stale_checksums")
NUMBERED = ("orders", "cases", "events", "observations", "writes", "changes")
LARGE = (*NUMBERED, "lines", "clocks", "case_refs", "checksums")
_LONG = ("orders", "lines", "cases", "observations", "changes", "clocks")
# The rows that are copied are whole, and what belongs to nothing is refused where they are stored.
_REFERENCE = re.compile(r"\s+REFERENCES \w+\(\w+\)(?: ON DELETE CASCADE)?")


class Ends(NamedTuple):
    """The highest number that each table of the ledger had when the copy was made."""

    orders: int
    cases: int
    events: int
    observations: int
    writes: int
    changes: int


def make(connection: Connection) -> None:
    """Make a working copy of a ledger, with nothing in its large tables yet. Runs inside the caller's transaction; one
    that only reads will do.
    """
    for statement in _schema(connection):
        connection.execute(statement)
    connection.execute(f"CREATE TEMP TABLE copied ({', '.join(Ends._fields)})")
    for table in ("arriving_orders", "arriving_cases"):
        connection.execute(f"CREATE TEMP TABLE {table} (id INTEGER PRIMARY KEY)")
    ends = Ends(*(_end(connection, table) for table in Ends._fields))
    connection.execute(f"INSERT INTO temp.copied VALUES ({', '.join('?' * len(ends))})", ends)
    for table in SMALL:
        connection.execute(f"INSERT INTO temp.{table} SELECT * FROM main.{table}")
    # So that numbers go on where the ledger's end. The order with the highest number might be one that is asked for.
    for table in ("events", "observations", "writes", "changes"):
        connection.execute(f"INSERT INTO temp.{table} SELECT * FROM main.{table} ORDER BY id DESC LIMIT 1")
    connection.execute(
        "INSERT INTO temp.removed VALUES ('orders', ?) ON CONFLICT (tbl) DO UPDATE SET id = max(id, excluded.id)",
        (ends.orders,),
    )
    connection.execute("DELETE FROM temp.sqlite_sequence WHERE name = 'cases'")
    connection.execute("INSERT INTO temp.sqlite_sequence SELECT name, seq FROM main.sqlite_sequence")
    # What was merged into another has nothing left but its row.
    connection.execute("INSERT INTO temp.cases SELECT * FROM main.cases WHERE merged_into IS NOT NULL")
    for statement in triggers.statements().values():
        connection.execute(_trigger(statement, ends))


def is_made(connection: Connection) -> bool:
    """Whether a connection works on a copy."""
    return definitions.has_temporary(connection, "copied")


def ends(connection: Connection) -> Ends:
    """The ends of the ledger from which the copy was made."""
    return Ends(*connection.execute("SELECT * FROM temp.copied").fetchone())


def step_aside(connection: Connection) -> None:
    """Give the copy up: from here on a connection reads and writes the ledger itself. What takes long to drop, with
    others waiting, keeps its rows under another name until the connection is closed.
    """
    for name in triggers.statements():
        connection.execute(f"DROP TRIGGER temp.{name}")
    for table in _LONG:
        connection.execute(f"ALTER TABLE temp.{table} RENAME TO given_up_{table}")
    for table in (
        *SMALL,
        *(table for table in LARGE if table not in _LONG),
        "copied",
        "arriving_orders",
        "arriving_cases",
    ):
        connection.execute(f"DROP TABLE temp.{table}")


def _end(connection: Connection, table: str) -> int:
    return int(connection.execute(f"SELECT coalesce(max(id), 0) FROM main.{table}").fetchone()[0])


def _trigger(statement: str, last: Ends) -> str:
    """A trigger that keeps the log, as one of the copy: what is copied from the ledger is no change."""
    statement = statement.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER", 1)
    table = statement.split(" ON ", 1)[1].split(" ", 1)[0]
    if " AFTER INSERT " not in statement:
        return statement
    if table in NUMBERED:
        condition = f"new.id > {getattr(last, table)}"
    elif table == "case_refs":
        condition = "NOT EXISTS (SELECT 1 FROM main.case_refs m WHERE m.shop = new.shop AND m.ref = new.ref)"
    else:
        return statement
    return statement.replace(" BEGIN ", f" WHEN {condition} BEGIN ", 1)


def _schema(connection: Connection) -> list[str]:
    """The statements that make the tables and indexes anew as temporary ones."""
    rows = definitions.of_tables(connection, (*SMALL, *LARGE))
    tables = [
        _REFERENCE.sub("", sql).replace("CREATE TABLE", "CREATE TEMP TABLE", 1)
        for kind, _, sql in rows
        if kind == "table"
    ]
    others = (*indexes.UNUSED, *indexes.LATE)
    made = [index_in("temp", sql) for kind, name, sql in rows if kind == "index" and name not in others]
    return [*tables, *made]


def make_late_indexes(connection: Connection) -> None:
    """Make the indexes that an import needs only after all orders are written."""
    for name, sql in definitions.indexes(connection, indexes.LATE):
        if not definitions.has_temporary(connection, name):
            connection.execute(index_in("temp", sql))


def index_in(schema: str, statement: str) -> str:
    """The statement that makes an index, for `main` or `temp`."""
    return re.sub(r"(INDEX )", rf"\1{schema}.", statement, count=1)
