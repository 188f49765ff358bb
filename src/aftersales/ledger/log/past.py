"""Cases as they stood after an earlier write."""

# The log has what each change replaced. The facts of the cases are copied into temporary tables of the same names,
# which stand before those of the ledger while the cases are read. There the changes since that write are reversed, the
# newest first. So what was undone meanwhile cancels out.

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from aftersales.core.cases.model import Case
from aftersales.ledger.facts.records import load
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.triggers import FACTS

_BATCH = 500
_KEY_OF_CASE = {"cases": "id", "events": "case_id", "observations": "case_id"}
_Row = dict[str, Any]


def cases_then(connection: Connection, ids: Iterable[int], write: int, *, trust: bool) -> Iterator[Case]:
    """The cases as they stood after a write, in the order of their ids; those that did not exist are left out. `trust`
    says whether recording counts at once, as for `load`.
    """
    wanted = _existing(connection, sorted(set(ids)), write)
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        with _past(connection, some, write):
            cases = list(load(connection, some, trust=trust))
        yield from cases


def _existing(connection: Connection, ids: Sequence[int], write: int) -> list[int]:
    """Those of these cases that were not added after the write: most of them, or none just after a first import."""
    rows = connection.execute(
        """SELECT case_id FROM changes WHERE case_id IN (SELECT value FROM json_each(?)) AND write_id > ?
        AND tbl = 'cases' AND op = 'insert'""",
        (json.dumps(ids), write),
    )
    added = {row[0] for row in rows}
    return [case for case in ids if case not in added]


@contextmanager
def _past(connection: Connection, ids: Collection[int], write: int) -> Iterator[None]:
    """While it lasts, the tables have the facts of these cases, and of their orders, after a write."""
    related = _related(connection, ids, write)
    try:
        for table, key in _KEY_OF_CASE.items():
            _copy(connection, table, f"{key} IN (SELECT value FROM json_each(?))", json.dumps(list(related)))
        for table, reversal in _reversals(connection, related, write).items():
            reversal.apply(connection, table)
        _copy(connection, "orders", "(shop, ref) IN (SELECT shop, order_ref FROM temp.cases)")
        _reverse_orders(connection, write)
        yield
    finally:
        for name in (*_KEY_OF_CASE, "orders"):
            connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def _copy(connection: Connection, table: str, condition: str, *values: Any) -> None:
    columns = ", ".join(FACTS[table].split())
    rows = f"SELECT {columns} FROM main.{table} WHERE {condition}"
    connection.execute(f"CREATE TEMP TABLE {table} AS {rows}", values)


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


class _Reversal:
    """What makes of the rows of a table those of then."""

    def __init__(self) -> None:
        self._added: set[int] = set()
        self._deleted: dict[int, _Row] = {}
        self._changed: defaultdict[int, _Row] = defaultdict(dict)

    def take(self, op: str, key: int, image: str | None) -> None:
        """One change, older than those before it."""
        if op == "insert":
            self._added.add(key)
            self._deleted.pop(key, None)
        elif op == "delete":
            self._deleted[key] = json.loads(image or "{}")
        else:
            rows = self._deleted if key in self._deleted else self._changed
            rows[key] |= json.loads(image or "{}")

    def deleted(self, first: int, last: int) -> list[int]:
        """The rows of these numbers that were there, and are not in the table now."""
        return [key for key in self._deleted if first <= key <= last]

    def apply(self, connection: Connection, table: str) -> None:
        """Change the rows of the temporary table."""
        columns = FACTS[table].split()
        gone = [(key,) for key in self._added | self._deleted.keys()]
        connection.executemany(f"DELETE FROM temp.{table} WHERE id = ?", gone)
        rows = [[row.get(column) for column in columns] for row in self._deleted.values()]
        connection.executemany(f"INSERT INTO temp.{table} VALUES ({', '.join('?' * len(columns))})", rows)
        alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for key, row in self._changed.items():
            names = tuple(column for column in columns if column in row)
            alike.setdefault(names, []).append((*(row[name] for name in names), key))
        for names, values in alike.items():
            if names:
                connection.executemany(f"UPDATE temp.{table} SET {' = ?, '.join(names)} = ? WHERE id = ?", values)


def _reversals(connection: Connection, ids: Collection[int], write: int) -> dict[str, _Reversal]:
    """What reverses the changes to these cases since the write, by table."""
    rows = connection.execute(
        """SELECT id, tbl, op, CAST(key AS INTEGER), image FROM changes
        WHERE case_id IN (SELECT value FROM json_each(?)) AND write_id > ?
        AND tbl IN ('cases', 'events', 'observations', 'changes') ORDER BY id DESC""",
        (json.dumps(list(ids)), write),
    )
    reversals = {table: _Reversal() for table in _KEY_OF_CASE}
    altered: dict[int, str] = {}  # what `undo` altered of the log, as it was
    for number, table, op, key, image in rows:
        if table == "changes":
            altered[key] = json.loads(image)["image"]
        else:
            reversals[table].take(op, key, altered.get(number, image))
    return reversals


def _reverse_orders(connection: Connection, write: int) -> None:
    """The same for the orders of the cases."""
    connection.execute("CREATE INDEX temp.orders_by_ref ON orders (shop, ref)")
    # The +: in the order of ids SQLite would read the whole log, and not the writes since then alone.
    rows = connection.execute(
        """SELECT op, CAST(key AS INTEGER), image FROM changes WHERE write_id > ? AND tbl = 'orders'
        AND (op = 'insert' OR (shop, ref) IN (SELECT shop, order_ref FROM temp.cases)) ORDER BY +id DESC""",
        (write,),
    )
    reversal = _Reversal()
    for op, key, image in rows.fetchall():
        if op == "insert":  # a stretch of new orders is one change
            last = json.loads(image)["last"]
            stretch = connection.execute("SELECT id FROM temp.orders WHERE id BETWEEN ? AND ?", (key, last))
            for number in (*(row[0] for row in stretch), *reversal.deleted(key, last)):
                reversal.take(op, number, None)
        else:
            reversal.take(op, key, image)
    reversal.apply(connection, "orders")
