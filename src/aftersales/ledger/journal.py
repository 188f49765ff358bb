"""Decides how a write begins and ends in the log, and how what it changed is told; leaves reading the log to `reader`,
and taking a write back to `undo`.

Triggers (see `schema`) tell of every change to a fact. Only new orders and the lines of an order are told here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.time.instants import iso
from aftersales.ledger import sqlite, triggers
from aftersales.ledger.sqlite import Connection

# Of the orders that a write put in, so many are named in the log; the others are counted.
NAMED = 10
# The command of an entry that no command wrote: the rules of a shop had changed, and deadlines moved with them.
NEW_RULES = "rules changed"
# The lines of an order `o`, as an image tells them.
LINES = """SELECT json_group_array(json_array(n, sku, product, variation, quantity, amount)) FROM (SELECT * FROM lines
    WHERE order_id = o.id ORDER BY n)"""
_CHANGE = "INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)"


def mend(connection: Connection) -> bool:
    """Make the log's triggers anew where one is missing or another, inside the caller's transaction: what a write
    changes must stand in the log, or `undo` takes back another. Returns whether that was so.
    """
    if triggers.statements().items() <= sqlite.triggers(connection).items():
        return False
    triggers.make_triggers(connection)
    return True


def begin(connection: Connection, command: str, now: datetime) -> int:
    """Open a write in the log, inside the caller's transaction: from here on, what changes belongs to it."""
    cursor = connection.execute(
        "INSERT INTO writes (recorded_at, by_whom, command) VALUES (?, ?, ?)", (iso(now), _user(), command)
    )
    number = cursor.lastrowid
    assert number is not None  # noqa: S101  (an INSERT into a rowid table always has one)
    return number


def rules_changed(
    connection: Connection,
    now: datetime,
    shop: str,
    told: Mapping[str, Any],
    moves: Iterable[tuple[int, Mapping[str, Any]]],
) -> int:
    """Keep in the log that the rules of a shop have changed: what of it (`told`), and each deadline that has moved,
    with its case. Returns the entry's number. It is no write of a fact, and can't be taken back.
    """
    number = begin(connection, NEW_RULES, now)
    rows = [(number, shop, None, shop, dict(told)), *((number, shop, case, shop, dict(move)) for case, move in moves)]
    connection.executemany(
        f"{_CHANGE} VALUES (?, 'shop_rules', 'update', ?, ?, ?, NULL, ?)",
        [(*row, json.dumps(image, ensure_ascii=False)) for *row, image in rows],
    )
    return number


def end(connection: Connection, write: int) -> None:
    """Close it. A write that changed no fact leaves no trace in the log."""
    (undoes,) = connection.execute("SELECT undoes FROM writes WHERE id = ?", (write,)).fetchone()
    if undoes is None and not _moved(connection, write):
        connection.execute("DELETE FROM changes WHERE write_id = ?", (write,))
        connection.execute("DELETE FROM writes WHERE id = ?", (write,))


def _moved(connection: Connection, write: int) -> bool:
    """Whether a write left anything otherwise: a value may be changed and, by the same file, changed back."""
    if connection.execute("SELECT 1 FROM changes WHERE write_id = ? AND op <> 'update' LIMIT 1", (write,)).fetchone():
        return True
    before: dict[tuple[str, str], dict[str, Any]] = {}
    for table, key, image in connection.execute(
        "SELECT tbl, key, image FROM changes WHERE write_id = ? ORDER BY id DESC", (write,)
    ):
        told = json.loads(image)
        before.setdefault((table, key), {}).update(told if isinstance(told, dict) else {"": told})
    return any(_now(connection, *row, was) != was for row, was in before.items())


def _now(connection: Connection, table: str, key: str, names: Iterable[str]) -> dict[str, Any]:
    if table == "lines":
        found = connection.execute(f"SELECT ({LINES}) FROM orders o WHERE o.id = ?", (int(key),)).fetchone()
        return {"": json.loads(found[0])}
    row = connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE {where(table)}", place(table, key))
    return dict(zip(names, row.fetchone(), strict=True))


def where(table: str) -> str:
    """The condition that finds a row by its key in the log."""
    return {"shops": "name = ?", "case_refs": "shop = ? AND ref = ?"}.get(table, "id = ?")


def place(table: str, key: str) -> list[Any]:
    """The values of that condition."""
    if table in ("shops", "case_refs"):
        return list(key.split(" "))
    return [int(key)]


def current(connection: Connection) -> int:
    """The number of the write that is open."""
    return int(connection.execute("SELECT max(id) FROM writes").fetchone()[0])


def _user() -> str:
    """The person at the machine, as far as it can tell."""
    import getpass

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no such user in the system's list, as in a container
        return "unknown"


def orders_put_in(connection: Connection, shop: str, first: int, refs: Sequence[str]) -> None:
    """Tell that orders were put in, with the numbers from `first` on."""
    told = {"last": first + len(refs) - 1, "refs": list(refs[:NAMED])}
    connection.execute(
        f"{_CHANGE} VALUES (?, 'orders', 'insert', ?, NULL, ?, NULL, ?)",
        (current(connection), str(first), shop, json.dumps(told)),
    )


def lines_change(connection: Connection, first: int, last: int | None = None) -> None:
    """Tell what the lines of these orders are, before they are replaced or taken out."""
    connection.execute(
        f"""{_CHANGE} SELECT ?3, 'lines', 'update', o.id, NULL, o.shop, o.ref, ({LINES})
        FROM orders o WHERE o.id BETWEEN ?1 AND ?2 ORDER BY o.id""",
        (first, first if last is None else last, current(connection)),
    )


def image_changes(connection: Connection, change: int) -> None:
    """Tell what the log says of a change, before that is put otherwise (see `undo`)."""
    connection.execute(
        f"""{_CHANGE} SELECT ?2, 'changes', 'update', id, case_id, shop, NULL, json_object('image', image)
        FROM changes WHERE id = ?1""",
        (change, current(connection)),
    )
