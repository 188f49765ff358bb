"""The log of writes: begin, end, changes."""

# Triggers (see `triggers`) write every change to a fact into the log. Only new orders and the lines of an order are
# written by the functions here.

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from aftersales.core.log.entry import NAMED
from aftersales.core.time.instants import iso
from aftersales.ledger import checksums, definitions, triggers
from aftersales.ledger.sqlite import Connection

# The log names at most so many inserted orders; the others are counted.
# The command of an entry that no command wrote: the rules of a shop had changed, and deadlines moved with them.
NEW_RULES = "rules changed"
# An import that finds a case as it was says so on the case and its snapshot: that is no news of it.
SEEN_AGAIN = frozenset({"as_of", "origin", "source", "first_seen", "last_seen", "noticed_at"})
# How far the platform's lists were read, of which the log has no entry where they brought nothing.
_PROGRESS = "streams"
# The lines of an order `o`, as an image tells them.
LINES = """SELECT json_group_array(json_array(n, sku, product, variation, quantity, amount)) FROM (SELECT * FROM lines
    WHERE order_id = o.id ORDER BY n)"""
_CHANGE = "INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)"


def restore_triggers(connection: Connection) -> bool:
    """Make the log's triggers anew where one is missing or altered, inside the caller's transaction. Without them a
    change would not be in the log, and `undo` would take back another write. Returns whether that was so.
    """
    if has_triggers(connection):
        return False
    triggers.make_triggers(connection)
    return True


def has_triggers(connection: Connection) -> bool:
    """Whether all of the log's triggers are there."""
    return triggers.statements().items() <= definitions.triggers(connection).items()


def begin_write(connection: Connection, command: str, now: datetime) -> int:
    """Open a write in the log, inside the caller's transaction: every change from here on belongs to it. Returns its
    number. `now` is UTC.
    """
    cursor = connection.execute(
        "INSERT INTO writes (recorded_at, by_whom, command) VALUES (?, ?, ?)", (iso(now), _user(), command)
    )
    number = cursor.lastrowid
    assert number is not None  # noqa: S101  (an INSERT into a rowid table always has one)
    return number


def log_rules_change(
    connection: Connection,
    now: datetime,
    shop: str,
    change: Mapping[str, Any],
    moves: Iterable[tuple[int, Mapping[str, Any]]],
) -> int:
    """Write into the log that the rules of a shop have changed: `change` says how, `moves` each deadline that moved
    with its case. Returns the entry's number. Nothing in it can be taken back, because no fact changed.
    """
    number = begin_write(connection, NEW_RULES, now)
    rows = [(number, shop, None, shop, dict(change)), *((number, shop, case, shop, dict(move)) for case, move in moves)]
    connection.executemany(
        f"{_CHANGE} VALUES (?, 'shop_rules', 'update', ?, ?, ?, NULL, ?)",
        [(*row, json.dumps(image, ensure_ascii=False)) for *row, image in rows],
    )
    return number


def end_write(connection: Connection, write: int) -> None:
    """Close a write. One that changed no fact is removed from the log."""
    (undoes,) = connection.execute("SELECT undoes FROM writes WHERE id = ?", (write,)).fetchone()
    if undoes is None and not _has_changes(connection, write):
        connection.execute("DELETE FROM changes WHERE write_id = ?", (write,))
        connection.execute("DELETE FROM writes WHERE id = ?", (write,))


def forget_seen_again(connection: Connection) -> None:
    """Leave out of the open write that newer data showed cases and orders as they were. A shop that is read every half
    hour would fill its log with that, and nobody would want it taken back: they were seen.
    """
    some = ", ".join(f"'{name}'" for name in sorted(SEEN_AGAIN))
    connection.execute(
        f"""DELETE FROM changes WHERE write_id = ? AND op = 'update' AND tbl IN ('cases', 'observations', 'orders')
        AND NOT EXISTS (SELECT 1 FROM json_each(image) e WHERE e.key NOT IN ({some}))""",
        (current_write(connection),),
    )


def _has_changes(connection: Connection, write: int) -> bool:
    """Whether a write changed anything in the end: one file may change a value and change it back."""
    facts = f"write_id = ? AND tbl <> '{_PROGRESS}'"
    if connection.execute(f"SELECT 1 FROM changes WHERE {facts} AND op <> 'update' LIMIT 1", (write,)).fetchone():
        return True
    before: dict[tuple[str, str], dict[str, Any]] = {}
    for table, key, image in connection.execute(
        f"SELECT tbl, key, image FROM changes WHERE {facts} ORDER BY id DESC", (write,)
    ):
        values = json.loads(image)
        before.setdefault((table, key), {}).update(values if isinstance(values, dict) else {"": values})
    return any(_present(connection, *row, was) != was for row, was in before.items())


def _present(connection: Connection, table: str, key: str, names: Iterable[str]) -> dict[str, Any]:
    if table == "lines":
        row = connection.execute(f"SELECT ({LINES}) FROM orders o WHERE o.id = ?", (int(key),)).fetchone()
        return {"": json.loads(row[0])}
    rows = connection.execute(
        f"SELECT {', '.join(names)} FROM {table} WHERE {key_condition(table)}", key_values(table, key)
    )
    row = rows.fetchone()
    return {} if row is None else dict(zip(names, row, strict=True))  # what was only seen again is in no working copy


def key_condition(table: str) -> str:
    """The condition that finds a row by its key in the log."""
    return {"shops": "name = ?", "case_refs": "shop = ? AND ref = ?"}.get(table, "id = ?")


def key_values(table: str, key: str) -> list[Any]:
    """The values of `key_condition`, from a key in the log."""
    if table in ("shops", "case_refs"):
        return list(key.split(" "))
    return [int(key)]


def current_write(connection: Connection) -> int:
    """The number of the write that is open."""
    return int(connection.execute("SELECT max(id) FROM writes").fetchone()[0])


def last_change(connection: Connection) -> int:
    """The number of the newest change in the log; 0 of an empty log."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()[0])


def is_new(connection: Connection, case: int) -> bool:
    """Whether the write that is open put a case in."""
    row = connection.execute(
        "SELECT 1 FROM changes WHERE case_id = ? AND write_id = ? AND tbl = 'cases' AND op = 'insert'",
        (case, current_write(connection)),
    ).fetchone()
    return row is not None


def _user() -> str:
    """The name of the user who runs the program, if known."""
    import getpass

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no such user in the system's list, as in a container
        return "unknown"


def log_forgotten(connection: Connection, shop: str, orders: int, cases: int) -> None:
    """Log of how many orders and cases of a shop the buyers were forgotten, and nothing of them."""
    connection.execute(
        f"{_CHANGE} VALUES (?, 'forgotten', 'insert', ?, NULL, ?, NULL, ?)",
        (current_write(connection), shop, shop, json.dumps({"orders": orders, "cases": cases})),
    )


def log_new_orders(connection: Connection, shop: str, first: int, refs: Sequence[str]) -> None:
    """Log that orders were inserted, with numbers from `first` on."""
    checksums.mark(connection, "orders", first, first + len(refs) - 1)
    image = {"last": first + len(refs) - 1, "refs": list(refs[:NAMED])}
    connection.execute(
        f"{_CHANGE} VALUES (?, 'orders', 'insert', ?, NULL, ?, NULL, ?)",
        (current_write(connection), str(first), shop, json.dumps(image)),
    )


# From so many new cases on, their rows are logged in sets: a trigger for each row takes ten times as long, but is
# there already, and to put the triggers away and back takes as long as a hundred rows.
_WORTH_A_SET = 30
_OF_NEW_CASES = ("cases", "case_refs", "events", "observations")


@contextmanager
def logged_in_sets(connection: Connection, count: int) -> Iterator[Callable[[int, int], None]]:
    """A step inside a transaction that inserts `count` cases with what belongs to them. It gets a function to call with
    the first and the last of their numbers, once they are inserted: it writes the same into the log as the triggers,
    which rest meanwhile. A step that fails must be rolled back.
    """
    if count < _WORTH_A_SET:
        yield lambda *_: None
        return
    with resting(connection, triggers.insert_triggers(_OF_NEW_CASES)):
        yield lambda *numbers: _log_new_cases(connection, *numbers)


@contextmanager
def resting(connection: Connection, names: Sequence[str]) -> Iterator[None]:
    """A step inside a transaction during which these triggers rest. A step that fails must be rolled back."""
    statements = definitions.triggers_in_force(connection, names)
    for name in statements:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for statement in statements.values():
        connection.execute(statement)


def _log_new_cases(connection: Connection, first: int, last: int) -> None:
    checksums.mark_cases(connection, first, last)
    for table, key, order, image in (
        ("cases", "t.id", "t.id", "NULL"),
        ("case_refs", "t.shop || ' ' || t.ref", "t.case_id", "NULL"),
        ("events", "t.id", "t.id", "json_object('name', t.name)"),
        ("observations", "t.id", "t.id", "NULL"),
    ):
        case = "t.id" if table == "cases" else "t.case_id"
        connection.execute(
            f"""{_CHANGE} SELECT ?3, '{table}', 'insert', {key}, c.id, c.shop, NULL, {image}
            FROM {table} t JOIN cases c ON c.id = {case} WHERE {case} BETWEEN ?1 AND ?2 ORDER BY {order}""",
            (first, last, current_write(connection)),
        )


def log_lines(connection: Connection, first: int, last: int | None = None) -> None:
    """Write the lines of these orders into the log, before they are replaced or deleted."""
    checksums.mark(connection, "orders", first, first if last is None else last)
    connection.execute(
        f"""{_CHANGE} SELECT ?3, 'lines', 'update', o.id, NULL, o.shop, o.ref, ({LINES})
        FROM orders o WHERE o.id BETWEEN ?1 AND ?2 ORDER BY o.id""",
        (first, first if last is None else last, current_write(connection)),
    )


def log_image(connection: Connection, change: int) -> None:
    """Write into the log what it says of a change, before `undo` alters that."""
    connection.execute(
        f"""{_CHANGE} SELECT ?2, 'changes', 'update', id, case_id, shop, NULL, json_object('image', image)
        FROM changes WHERE id = ?1""",
        (change, current_write(connection)),
    )
