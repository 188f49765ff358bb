"""The tables of a ledger as rows, in one order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from aftersales.ledger import definitions
from aftersales.ledger.migrations import apply
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

# The highest id that SQLite ever gave to a case: it is never given again.
SEQUENCE = "sqlite_sequence"


class LedgerTable(NamedTuple):
    """A table of the ledger with its columns in order. `key` is what its rows are sorted by."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def selected(self) -> str:
        """The columns for SQL: some have names that are words of SQL."""
        return ", ".join(f'"{column}"' for column in self.columns)


def tables_of(schema: int | None = None) -> list[LedgerTable]:
    """The tables that a ledger of a schema has, of the newest one where none is said: a row never comes before one that
    it needs, but for rows of its own table. What somebody added by hand is not among them.
    """
    return [LedgerTable(*table) for table in apply.model(schema).tables if table[0] not in apply.OWN_TABLES]


def own_views() -> list[str]:
    """The names of the views that a new ledger has."""
    return [name for kind, name in apply.model().parts if kind == "view"]


# Of a single shop: the tables that name it otherwise than by a column `shop`, or by the case or order of a row. The
# entries of its log are those that changed something of the shop, with those that undo them.
_OF_SHOP = {
    "shops": "name = :shop",
    "writes": """id IN (WITH RECURSIVE chosen (id) AS (SELECT write_id FROM changes WHERE shop = :shop
        UNION SELECT w.undoes FROM chosen c JOIN writes w ON w.id = c.id WHERE w.undoes IS NOT NULL
        UNION SELECT w.undone_by FROM chosen c JOIN writes w ON w.id = c.id WHERE w.undone_by IS NOT NULL)
        SELECT id FROM chosen)""",
    "report_marks": "shops = json_array(:shop)",
    "removed": "1",
    "zone_offsets": "1",
    SEQUENCE: "1",
}


def of_shop(table: LedgerTable) -> str:
    """The condition that a row of a table is one shop's, the parameter `shop`. Raises KeyError where nothing says."""
    if "shop" in table.columns:
        return "shop = :shop"
    if "case_id" in table.columns:
        return "case_id IN (SELECT id FROM cases WHERE shop = :shop)"
    if "order_id" in table.columns:
        return "order_id IN (SELECT id FROM orders WHERE shop = :shop)"
    return _OF_SHOP[table.name]


def count_rows(connection: Connection, table: LedgerTable, shop: str | None = None) -> int:
    """How many rows a table has, of one shop or of all."""
    condition = of_shop(table) if shop is not None else "1"
    row = connection.execute(f"SELECT count(*) FROM {table.name} WHERE {condition}", {"shop": shop}).fetchone()
    return int(row[0])


def rows(connection: Connection, table: LedgerTable, shop: str | None = None) -> Iterator[Sequence[Any]]:
    """The rows of a table, of one shop or of all, in the order in which they are put in again: texts, whole numbers
    and None.
    """
    condition = of_shop(table) if shop is not None else "1"
    order = ", ".join(f'"{column}"' for column in table.key)
    query = f"SELECT {table.selected} FROM {table.name} WHERE {condition} ORDER BY {order}"
    return iter(connection.execute(query, {"shop": shop}))


def additions(connection: Connection, tables: Sequence[LedgerTable]) -> list[str]:
    """The tables, and the columns as `table.column`, that are in this ledger and not the program's own."""
    made = {table.name: set(table.columns) for table in tables}
    return sorted(
        name if name not in made else f"{name}.{column}"
        for name, columns in definitions.columns(connection).items()
        if name not in apply.OWN_TABLES
        for column in ([""] if name not in made else sorted(columns - made[name]))
    )
