"""Cases as they stood after an earlier write."""

# The log has what each change replaced. The facts of the cases are copied into a database in memory, and there the
# changes since that write are reversed, the newest first. So what was undone meanwhile cancels out.

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

from aftersales.core.cases.model import Case
from aftersales.ledger import sqlite
from aftersales.ledger.facts.records import load
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.triggers import FACTS

_BATCH = 500
_KEY_OF_CASE = {"cases": "id", "events": "case_id", "observations": "case_id"}
_TABLES = ("shops", *_KEY_OF_CASE, "orders")
_Row = dict[str, Any]
_Rows = dict[int, _Row]


def cases_then(connection: Connection, ids: Iterable[int], write: int, *, trust: bool) -> Iterator[Case]:
    """The cases as they stood after a write, in the order of their ids; those that did not exist are left out. `trust`
    says whether recording counts at once, as for `load`.
    """
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        with closing(_past(connection, some, write)) as past:
            yield from load(past, some, trust=trust)


def _past(connection: Connection, ids: Collection[int], write: int) -> Connection:
    """The facts of these cases after a write, in a database of their own."""
    related = _related(connection, ids, write)
    tables = {table: _present(connection, table, key, related) for table, key in _KEY_OF_CASE.items()}
    _reverse(tables, connection, related, write)
    orders = {(row["shop"], row["order_ref"]) for row in tables["cases"].values() if row["order_ref"] is not None}
    past = sqlite.in_memory()
    for name in _TABLES:
        past.execute(f"CREATE TABLE {name} ({', '.join(FACTS[name].split())})")
    _fill(past, "shops", _rows(connection, "shops", "1"))
    for table, rows in tables.items():
        _fill(past, table, rows.values())
    _fill(past, "orders", _orders_then(connection, orders, write))
    past.execute("CREATE INDEX orders_by_ref ON orders (shop, ref)")
    return past


def _fill(past: Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    columns = FACTS[table].split()
    past.executemany(
        f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})",
        [[row.get(column) for column in columns] for row in rows],
    )


def _rows(connection: Connection, table: str, condition: str, *values: Any) -> Iterator[_Row]:
    columns = FACTS[table].split()
    for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {condition}", values):
        yield dict(zip(columns, row, strict=True))


def _present(connection: Connection, table: str, key: str, ids: Collection[int]) -> _Rows:
    rows = _rows(connection, table, f"{key} IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))
    return {row["id"]: row for row in rows}


def _related(connection: Connection, ids: Collection[int], write: int) -> set[int]:
    """These cases, and those with which they were merged, or from which they were parted, since the write: what
    belongs to one of them may have belonged to the other.
    """
    known, fresh = set(ids), set(ids)
    while fresh:
        rows = connection.execute(
            """SELECT json_extract(image, '$.case_id'), json_extract(image, '$.merged_into') FROM changes
            WHERE case_id IN (SELECT value FROM json_each(?)) AND write_id > ? AND op = 'update'
            AND (tbl = 'cases' AND json_type(image, '$.merged_into') = 'integer'
                OR tbl IN ('events', 'observations') AND json_type(image, '$.case_id') = 'integer')""",
            (json.dumps(list(fresh)), write),
        )
        fresh = {case for row in rows for case in row if case is not None} - known
        known |= fresh
    return known


def _reverse(tables: dict[str, _Rows], connection: Connection, ids: Collection[int], write: int) -> None:
    """Put the rows of these cases as they were after the write."""
    rows = connection.execute(
        """SELECT id, tbl, op, CAST(key AS INTEGER), image FROM changes
        WHERE case_id IN (SELECT value FROM json_each(?)) AND write_id > ?
        AND tbl IN ('cases', 'events', 'observations', 'changes') ORDER BY id DESC""",
        (json.dumps(list(ids)), write),
    )
    altered: dict[int, str] = {}  # what `undo` altered of the log, as it was
    for number, table, op, key, image in rows:
        if table == "changes":
            altered[key] = json.loads(image)["image"]
        else:
            _put(tables[table], op, key, altered.get(number, image))


def _put(rows: _Rows, op: str, key: int, image: str | None) -> None:
    if op == "insert":
        rows.pop(key, None)
    elif op == "delete":
        rows[key] = json.loads(image or "{}")
    elif key in rows:
        rows[key] |= json.loads(image or "{}")


# --- orders -----------------------------------------------------------------------------------------------------------


def _orders_then(connection: Connection, refs: Collection[tuple[str, str]], write: int) -> Iterable[_Row]:
    """These orders, by shop and number, as they were after the write; those that were not there are left out."""
    if not refs:
        return ()
    wanted = json.dumps([list(ref) for ref in refs])
    named = """(shop, ref) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"""
    rows = {row["id"]: row for row in _rows(connection, "orders", named, wanted)}
    # The +: in the order of ids SQLite would read the whole log, and not the writes since then alone.
    changes = connection.execute(
        f"""SELECT op, CAST(key AS INTEGER), image FROM changes WHERE write_id > ? AND tbl = 'orders'
        AND (op = 'insert' OR {named}) ORDER BY +id DESC""",
        (write, wanted),
    )
    for op, key, image in changes:
        if op == "insert":  # a stretch of new orders is one change
            last = json.loads(image)["last"]
            for number in [number for number in rows if key <= number <= last]:
                del rows[number]
        else:
            _put(rows, op, key, image)
    return rows.values()
