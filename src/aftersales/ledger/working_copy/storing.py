"""What differs in a working copy, stored in the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.ledger import checksums, definitions, sqlite, triggers
from aftersales.ledger.sqlite import Connection, IntegrityError
from aftersales.ledger.working_copy import seen_again
from aftersales.ledger.working_copy.tables import LARGE, SMALL, Ends, ends, index_in, step_aside

# The tables whose rows have a key of their own, and that key.
_KEYS = {
    "shops": ("name",),
    "imports": ("id",),
    "streams": ("id",),
    "shop_rules": ("shop",),
    "orders": ("id",),
    "cases": ("id",),
    "case_refs": ("shop", "ref"),
    "events": ("id",),
    "observations": ("id",),
}
_SLOW_INDEXES = ("orders_by_buyer",)  # of orders, in the order of another column than those that are new
# Those of which most rows of a copy are new: they are told by their number.
_BY_NUMBER = ("orders", "cases", "events", "observations")


def compare(connection: Connection) -> bool:
    """Find out in what the copy differs from the ledger, as far as that takes long, and keep it for `store`. Returns
    whether it differs at all. Raises IntegrityError where a row belongs to nothing.
    """
    last = ends(connection)
    for table, keys in _KEYS.items():
        rows = f"SELECT {', '.join(f'n.{key}' for key in keys)} {_differing(connection, table)}"
        connection.execute(f"CREATE TEMP TABLE differing_{table} AS {rows}", {"last": getattr(last, table, 0)})
    connection.execute(
        """CREATE TEMP TABLE differing_lines AS SELECT DISTINCT CAST(key AS INTEGER) AS id FROM temp.changes
        WHERE write_id > ? AND tbl = 'lines' AND CAST(key AS INTEGER) <= ?""",
        (last.writes, last.orders),
    )
    connection.execute(
        f"""CREATE TEMP TABLE differing_clocks AS
        SELECT n.case_id AS id FROM temp.cases c CROSS JOIN temp.clocks n ON n.case_id = c.id
        LEFT JOIN main.clocks m ON m.case_id = n.case_id AND m.n = n.n
        WHERE c.id <= :cases AND (m.case_id IS NULL OR {_other_values(connection, "clocks", ("case_id", "n"))})
        UNION SELECT m.case_id FROM temp.cases c CROSS JOIN main.clocks m ON m.case_id = c.id
        WHERE c.id <= :cases AND NOT EXISTS (SELECT 1 FROM temp.clocks n WHERE n.case_id = m.case_id AND n.n = m.n)""",
        {"cases": last.cases},
    )
    _check_references(connection)
    checksums.renew_ahead(connection, last.orders)
    tables = [f"differing_{table}" for table in (*_KEYS, "lines", "clocks")]
    new = (f"(SELECT 1 FROM temp.{table} WHERE id > {getattr(last, table)})" for table in (*_BY_NUMBER, "writes"))
    query = " OR ".join(f"EXISTS {some}" for some in (*new, *(f"(SELECT 1 FROM temp.{t})" for t in tables)))
    return bool(connection.execute(f"SELECT {query}").fetchone()[0])


def store(connection: Connection) -> None:
    """Store what differs, and give the copy up. Runs inside the caller's transaction, which holds the write lock."""
    last = ends(connection)
    sqlite.write_in_memory(connection)
    for name in triggers.statements():  # the copy's own have written what changed
        connection.execute(f"DROP TRIGGER IF EXISTS main.{name}")
    for table in ("writes", "changes"):
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM temp.{table} WHERE id > ?", (getattr(last, table),))
    indexes = _drop_slow_indexes(connection, last)
    for table, keys in _KEYS.items():
        if table in _BY_NUMBER:
            connection.execute(
                f"INSERT INTO main.{table} SELECT * FROM temp.{table} WHERE id > ?", (getattr(last, table),)
            )
        values = ", ".join(
            f"{name} = excluded.{name}" for name in definitions.column_names(connection, table) if name not in keys
        )
        key = ", ".join(keys)
        connection.execute(
            f"""INSERT INTO main.{table} SELECT * FROM temp.{table} WHERE ({key}) IN
            (SELECT {key} FROM temp.differing_{table}) ON CONFLICT ({key}) DO UPDATE SET {values}"""
        )
    for statement in indexes:
        connection.execute(statement)
    for table, owner, end in (("lines", "order_id", last.orders), ("clocks", "case_id", last.cases)):
        differing = f"{owner} IN (SELECT id FROM temp.differing_{table})"
        connection.execute(f"DELETE FROM main.{table} WHERE {differing}")
        # Apart: with both conditions in one query SQLite takes twice as long.
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM temp.{table} WHERE {differing}")
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM temp.{table} WHERE {owner} > ?", (end,))
    connection.execute("INSERT OR REPLACE INTO main.checksums SELECT * FROM temp.checksums")
    connection.execute("INSERT OR IGNORE INTO main.stale_checksums SELECT * FROM temp.stale_checksums")
    seen_again.store(connection)
    give_up(connection)
    triggers.make_triggers(connection)


def _drop_slow_indexes(connection: Connection, last: Ends) -> list[str]:
    """Drop the indexes that are made faster once than filled row by row, and return the SQL that makes them: none where
    the ledger has more orders than are new (by their numbers: to count them takes longer).
    """
    (newest,) = connection.execute("SELECT coalesce(max(id), 0) FROM temp.orders").fetchone()
    if newest <= 2 * last.orders:
        return []
    dropped = definitions.indexes(connection, _SLOW_INDEXES)
    for name, _ in dropped:
        connection.execute(f"DROP INDEX main.{name}")
    return [index_in("main", sql) for _, sql in dropped]


def give_up(connection: Connection) -> None:
    """Give a copy up that was compared."""
    for table in (*_KEYS, "lines", "clocks"):
        connection.execute(f"DROP TABLE temp.differing_{table}")
    step_aside(connection)


def deletes_facts(connection: Connection) -> bool:
    """Whether rows of facts left their table in the copy, which `store` does not do in the ledger."""
    row = connection.execute(
        "SELECT 1 FROM temp.changes WHERE write_id > ? AND op = 'delete' LIMIT 1", (ends(connection).writes,)
    ).fetchone()
    return row is not None


def _check_references(connection: Connection) -> None:
    """What SQLite would look at row by row, with others waiting."""
    for table in (*SMALL, *LARGE):
        for column, other, key in definitions.references(connection, table):
            row = connection.execute(
                f"""SELECT n.{column} FROM temp.{table} n WHERE n.{column} IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM temp.{other} o WHERE o.{key} = n.{column})
                AND NOT EXISTS (SELECT 1 FROM main.{other} o WHERE o.{key} = n.{column}) LIMIT 1"""
            ).fetchone()
            if row is not None:
                raise IntegrityError(f"{table}.{column} {row[0]}")


def _differing(connection: Connection, table: str) -> str:
    """The rows of a table that the ledger has with other values, or does not have: of those told by their number, only
    the former.
    """
    keys = _KEYS[table]
    same = " AND ".join(f"m.{key} = n.{key}" for key in keys)
    other = _other_values(connection, table, keys)
    if table in _BY_NUMBER:
        return f"FROM temp.{table} n CROSS JOIN main.{table} m ON {same} WHERE n.id <= :last AND ({other})"
    return f"FROM temp.{table} n LEFT JOIN main.{table} m ON {same} WHERE m.{keys[0]} IS NULL OR {other}"


def _other_values(connection: Connection, table: str, keys: Sequence[str]) -> str:
    others = [name for name in definitions.column_names(connection, table) if name not in keys]
    new, old = (", ".join(f"{alias}.{name}" for name in others) for alias in "nm")
    return f"NOT (({new}) IS ({old}))"
