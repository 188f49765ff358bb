"""Undo of a write, recorded as a new write."""

# Each change is put as it was, newest first. Cases, events and shops are marked as taken back and never deleted; other
# rows leave their table, and stay whole in the log. What was touched is for the caller to derive anew.

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from aftersales.errors import LedgerError
from aftersales.language import tr
from aftersales.ledger import journal, predicates
from aftersales.ledger.log.reader import by_import
from aftersales.ledger.sqlite import Connection, Cursor
from aftersales.ledger.triggers import FACTS
from aftersales.named_tuple import NamedTuple

# Tables whose rows are marked as undone (`taken_back`), and never deleted.
KEPT = frozenset({"shops", "cases", "events"})
_BATCH = 1000


def take_back(connection: Connection, number: int) -> list[int]:
    """Take a write back, inside the open one. Returns the cases that must be derived anew."""
    undo = journal.current_write(connection)
    connection.execute("UPDATE writes SET undoes = ? WHERE id = ?", (number, undo))
    by_hand = not by_import(connection, number)
    for change in _newest_first(connection, number):
        _reverse(connection, undo, number, change, by_hand=by_hand)
    _mark_undone(connection, number, undo)
    return _touched(connection, number, undo)


class _Reversible(NamedTuple):
    table: str
    op: str
    key: str
    image: str | None
    id: int


def _newest_first(connection: Connection, number: int) -> Iterator[_Reversible]:
    """The changes of a write, a batch in memory at a time: an import may have hundreds of thousands."""
    last = 1 << 62
    while rows := connection.execute(
        "SELECT tbl, op, key, image, id FROM changes WHERE write_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
        (number, last, _BATCH),
    ).fetchall():
        yield from map(_Reversible._make, rows)
        last = rows[-1][4]


def _reverse(connection: Connection, undo: int, number: int, change: _Reversible, *, by_hand: bool) -> None:
    table, op, key = change.table, change.op, change.key
    image: Any = json.loads(change.image) if change.image else None
    if table == "lines":
        _put_lines(connection, int(key), image)
    elif op == "delete":
        _put_back(connection, table, key, image)
    elif op == "insert" and table == "orders":
        _take_orders(connection, int(key), image["last"])
    elif op == "insert" and table not in KEPT:
        _must_have(table)
        _exactly_one(
            connection.execute(
                f"DELETE FROM {table} WHERE {journal.key_condition(table)}", journal.key_values(table, key)
            )
        )
    else:
        values = {"taken_back": undo} if op == "insert" else dict(image)
        if table == "cases" and by_hand and "tracking" in values:
            _leave_tracking(connection, int(key), number, values)
        _put(connection, table, key, values)


def _put(connection: Connection, table: str, key: str, values: dict[str, Any]) -> None:
    if not values:
        return
    _must_have(table, values)
    if table == "changes":
        journal.log_image(connection, int(key))
    names = ", ".join(f"{name} = ?" for name in values)
    parameters = [*values.values(), *journal.key_values(table, key)]
    _exactly_one(connection.execute(f"UPDATE {table} SET {names} WHERE {journal.key_condition(table)}", parameters))


def _must_have(table: str, names: Iterable[str] = ()) -> None:
    """Refuse tables and columns that no ledger has: their names stand in a log that somebody else may have written, and
    come into SQL.
    """
    columns = ["image"] if table == "changes" else FACTS.get(table, "").split()
    if not columns or not set(names) <= set(columns):
        raise _disagreement()


def _exactly_one(cursor: Cursor, count: int = 1) -> None:
    """Raise an error, which cancels the whole undo, if the row is not as the log says."""
    if cursor.rowcount != count:
        raise _disagreement()


def _disagreement() -> LedgerError:
    return LedgerError(tr("the log and the ledger don't agree, so nothing was undone. Please report this."))


def _put_back(connection: Connection, table: str, key: str, row: dict[str, Any]) -> None:
    _must_have(table, row)
    names = ", ".join(row)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    if table == "orders":
        journal.log_new_orders(connection, row["shop"], int(key), [row["ref"]])


def _take_orders(connection: Connection, first: int, last: int) -> None:
    journal.log_lines(connection, first, last)
    connection.execute("DELETE FROM lines WHERE order_id BETWEEN ? AND ?", (first, last))
    cursor = connection.execute("DELETE FROM orders WHERE id BETWEEN ? AND ?", (first, last))
    _exactly_one(cursor, last - first + 1)


def _put_lines(connection: Connection, order: int, lines: list[list[Any]]) -> None:
    journal.log_lines(connection, order)
    connection.execute("DELETE FROM lines WHERE order_id = ?", (order,))
    rows = [(order, *line) for line in lines]
    connection.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute("UPDATE orders SET digest = NULL WHERE id = ?", (order,))


def _leave_tracking(connection: Connection, case: int, number: int, values: dict[str, Any]) -> None:
    """A later import that told the parcel's number itself stands for it from now on: the number stays, and what was
    before is what taking back that import will put there.
    """
    later = connection.execute(
        """SELECT c.id, c.image FROM changes c JOIN writes w ON w.id = c.write_id
        WHERE c.case_id = ?1 AND c.write_id > ?2 AND c.tbl = 'cases' AND c.op = 'update' AND w.undone_by IS NULL
        AND w.undoes IS NULL AND (json_type(c.image, '$.tracking') IS NOT NULL OR EXISTS (
            SELECT 1 FROM changes d JOIN observations o ON o.id = CAST(d.key AS INTEGER) WHERE d.write_id = c.write_id
            AND d.case_id = ?1 AND d.tbl = 'observations' AND d.op = 'insert' AND o.tracking IS NOT NULL))
        ORDER BY c.id LIMIT 1""",
        (case, number),
    ).fetchone()
    if later is None:
        return
    image = {**json.loads(later[1]), "tracking": values.pop("tracking")}
    _put(connection, "changes", str(later[0]), {"image": json.dumps(image, ensure_ascii=False)})


def _mark_undone(connection: Connection, number: int, undo: int) -> None:
    """Mark which writes count. An undone write does not count; if it was an undo, what it undid counts again."""
    below: int | None = undo
    written: int | None = number
    while written is not None:
        connection.execute("UPDATE writes SET undone_by = ? WHERE id = ?", (below, written))
        (undoes,) = connection.execute("SELECT undoes FROM writes WHERE id = ?", (written,)).fetchone()
        below = written if below is None else None
        written = undoes


def _touched(connection: Connection, number: int, undo: int) -> list[int]:
    """The cases that the write or its undo touched, or whose order they did. Those that no longer stand for themselves
    lose their clocks here.
    """
    rows = connection.execute("SELECT DISTINCT case_id FROM changes WHERE write_id IN (?, ?)", (number, undo))
    cases = {row[0] for row in rows if row[0] is not None}
    on_orders = connection.execute(
        """SELECT c.id FROM changes j JOIN cases c ON c.order_ref = j.ref AND c.shop = j.shop
        WHERE j.write_id = ?1 AND j.tbl = 'orders' AND j.ref IS NOT NULL
        UNION SELECT c.id FROM changes j JOIN orders o ON o.id BETWEEN CAST(j.key AS INTEGER)
        AND json_extract(j.image, '$.last') JOIN cases c ON c.order_ref = o.ref AND c.shop = o.shop
        WHERE j.write_id = ?1 AND j.tbl = 'orders' AND j.op = 'insert'""",
        (undo,),
    )
    cases |= {row[0] for row in on_orders}
    for case in cases:
        gone = connection.execute(
            f"""UPDATE cases SET settled = 1, rules = '' WHERE id = ? AND NOT ({predicates.existing_case("")})""",
            (case,),
        )
        if gone.rowcount:
            connection.execute("DELETE FROM clocks WHERE case_id = ?", (case,))
    connection.execute(
        f"DELETE FROM shop_rules WHERE shop IN (SELECT name FROM shops WHERE NOT {predicates.existing()})",
    )
    return sorted(cases)
