"""Indexes that a large import does better without."""

from __future__ import annotations

from collections.abc import Collection

from aftersales.ledger import definitions
from aftersales.ledger.sqlite import Connection

# Nothing that an import asks needs them.
UNUSED = (
    "orders_by_buyer", "cases_by_buyer", "cases_by_postage", "cases_by_tracking", "clocks_live", "clocks_opening",
    "imports_by_shop", "cases_claimable", "events_of_claims", "changes_of_imports",
)  # fmt: skip
# These speak of orders that nobody follows yet, which is asked once, after all orders are written.
LATE = ("orders_under_way", "orders_unknown")
_TABLE = "indexes_set_aside"


def set_aside(connection: Connection) -> None:
    """Drop the indexes of a ledger that an import does not need, or not yet, until `bring_back`: made at once they take
    less time than filled row by row.
    """
    connection.execute(f"CREATE TEMP TABLE {_TABLE} (name TEXT PRIMARY KEY, sql TEXT)")
    for name, sql in definitions.indexes(connection, (*UNUSED, *LATE)):
        connection.execute(f"INSERT INTO temp.{_TABLE} VALUES (?, ?)", (name, sql))
        connection.execute(f"DROP INDEX {name}")


def bring_back(connection: Connection, names: Collection[str] = (*UNUSED, *LATE)) -> None:
    """Make these indexes again, where they were set aside."""
    if not definitions.has_temporary(connection, _TABLE):
        return
    present = dict(definitions.indexes(connection, tuple(names)))
    for name, sql in connection.execute(f"SELECT name, sql FROM temp.{_TABLE}").fetchall():
        if name in names and name not in present:
            connection.execute(sql)
