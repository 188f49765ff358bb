"""Later writes that prevent an undo."""

# Taking a write back is refused when a later write that still counts depends on it. A later write depends on it if it
#
# - changed the same rows;
# - is an import of the same shop and the same things, as this one is: what it found unchanged, or knew from newer data
#   already, left no trace;
# - recorded something by hand on a case of which this one brought news (notes and confirmations depend on nothing, and
#   nothing depends on a note or a snooze);
# - used a case, an order, a shop or a platform's number that this one put in, or copied what it said of an order;
# - took back what this one would need again after it is taken back.
#
# An import does not depend on what was recorded by hand before: it would have said the same.

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aftersales.core.cases.events import INDEPENDENT, OPENINGS, REMARKS
from aftersales.core.log import describe
from aftersales.core.log.entry import BEFORE, FORGET, LogEntry
from aftersales.errors import LedgerError
from aftersales.language import tr, trn
from aftersales.ledger.journal import NEW_RULES, SEEN_AGAIN
from aftersales.ledger.log.reader import by_import, entry, exists
from aftersales.ledger.log.undo import KEPT
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple
from aftersales.text import few


class _Change(NamedTuple):
    table: str
    op: str
    key: str
    case: int | None
    shop: str | None
    ref: str | None
    image: dict[str, Any]

    @property
    def columns(self) -> frozenset[str] | None:
        """Which columns taking it back would change; None: the whole row."""
        if self.op == "insert" and self.table in KEPT:
            return frozenset({"taken_back"})
        return frozenset(self.image) if self.op == "update" and self.table != "lines" else None

    @property
    def puts_in(self) -> bool:
        """Whether the row is there because of it."""
        return self.op == "insert" or (self.op == "update" and self.image.get("taken_back") is not None)

    @property
    def takes_out(self) -> bool:
        """Whether the row is gone because of it."""
        return self.op == "delete" or (self.op == "update" and self.image.get("taken_back", 0) is None)

    @property
    def orders(self) -> range:
        """The numbers of the orders it is about."""
        if self.table not in ("orders", "lines"):
            return range(0)
        first = int(self.key)
        return range(first, (self.image["last"] if self.op == "insert" else first) + 1)


@dataclass(slots=True)
class _Reach:
    """What taking back a write would touch."""

    by_hand: bool
    files: set[tuple[str, str]]
    only_notes: bool = True
    rows: dict[tuple[str, str], frozenset[str] | None] = field(default_factory=dict)
    orders: list[range] = field(default_factory=list)
    made: dict[str, set[Any]] = field(default_factory=lambda: {"cases": set(), "shops": set()})
    numbered: set[int] = field(default_factory=set)  # cases that got a number of the platform
    news: set[int] = field(default_factory=set)
    cases: set[int] = field(default_factory=set)
    shops: set[str] = field(default_factory=set)
    needed: set[tuple[str, str]] = field(default_factory=set)  # orders of the cases that would be back
    handed: set[int] = field(default_factory=set)  # the imports that are now the source of a value, see `undo`
    taken: dict[str, set[int]] = field(default_factory=dict)  # rows that stand where one would be put back


def undoable_write(connection: Connection, asked: int | None, undo: int) -> int:
    """The write meant: the one asked for, else the newest of a command's that counts and is not an undo. `undo` is the
    one now open.

    Raises LedgerError where there is none, or where it can't be taken back.
    """
    number = asked
    if number is None:
        row = connection.execute(
            """SELECT max(id) FROM writes
            WHERE undone_by IS NULL AND undoes IS NULL AND command NOT IN (?, ?, ?) AND id < ?""",
            (BEFORE, NEW_RULES, FORGET, undo),
        ).fetchone()
        number = row[0]
        if number is None:
            raise LedgerError(tr("nothing to undo: `aftersales log` shows what was recorded."))
    if number >= undo or not exists(connection, number):
        raise LedgerError(tr("no log entry {number}. `aftersales log` lists them.", number=number))
    target = entry(connection, number)
    if why := _never_undone(target):
        raise LedgerError(why)
    if target.undone_by is not None:
        raise LedgerError(
            tr(
                "log entry {number} is undone already, by log entry {undone_by}.",
                number=number,
                undone_by=target.undone_by,
            )
        )
    if blocking := [describe.short(entry(connection, n)) for n in _dependent(connection, number, undo)]:
        raise LedgerError(_blocked(number, blocking))
    return int(number)


def _blocked(number: int, blocking: list[str]) -> str:
    """Which later entries must be undone before this one."""
    return trn(
        "log entry {number} can't be undone yet: first undo entry {entries}.",
        "log entry {number} can't be undone yet: first undo the entries {entries}.",
        len(blocking),
        number=number,
        entries=few(blocking, 5),
    )


def _never_undone(entry: LogEntry) -> str | None:
    """Why nobody can take an entry back, whatever came after it; None where one may."""
    if entry.command == BEFORE:
        return tr("log entry {number} can't be undone: there was no log yet.", number=entry.id)
    if entry.command == FORGET:
        return tr("log entry {number} can't be undone: what was forgotten is gone.", number=entry.id)
    if entry.command == NEW_RULES:
        return tr(
            "log entry {number} can't be undone: it records a change of rules. Restore the old rules, and "
            "the deadlines follow.",
            number=entry.id,
        )
    return None


def _dependent(connection: Connection, number: int, undo: int) -> list[int]:
    """The later writes that depend on this one, newest first. An undo of a later one has cancelled it, and neither
    counts.
    """
    later = connection.execute(
        """SELECT id, undoes FROM writes WHERE id > ?1 AND id < ?2 AND undone_by IS NULL
        AND (undoes IS NULL OR undoes < ?1) AND command NOT IN (?3, ?4) ORDER BY id DESC""",
        (number, undo, NEW_RULES, FORGET),
    ).fetchall()
    if not later:
        return []
    reach = _reach(connection, number)
    return [n for n, undoes in later if _depends_on(connection, reach, n, undoes)]


def _files(connection: Connection, number: int) -> set[tuple[str, str]]:
    """The shops whose files an import read, and the kinds of data in them. Empty for what a person recorded."""
    if not by_import(connection, number):
        return set()
    rows = connection.execute(
        """SELECT shop, json_extract(image, '$.carries') FROM changes
        WHERE write_id = ? AND tbl = 'imports' AND op = 'insert'""",
        (number,),
    )
    # A file known already is not remembered twice, though it may tell something new once others have come.
    shops = connection.execute("SELECT DISTINCT shop FROM changes WHERE write_id = ?", (number,))
    return {(shop, carries.rpartition("-")[2]) for shop, carries in rows} or {
        (shop, carries) for (shop,) in shops for carries in ("orders", "cases")
    }


def _changes(connection: Connection, number: int) -> Iterator[_Change]:
    for table, op, key, case, shop, ref, image in connection.execute(
        "SELECT tbl, op, key, case_id, shop, ref, image FROM changes WHERE write_id = ? ORDER BY id", (number,)
    ):
        values = json.loads(image) if image else {}
        yield _Change(table, op, key, case, shop, ref, values if isinstance(values, dict) else {"lines": values})


def _reach(connection: Connection, number: int) -> _Reach:
    reach = _Reach(not by_import(connection, number), files=_files(connection, number))
    for change in _changes(connection, number):
        _extend(connection, reach, change)
    for table, same in (("orders", ("ref",)), ("imports", ("sha256", "format", "as_of"))):
        like = " AND ".join(f"t.{name} = json_extract(c.image, '$.{name}')" for name in same)
        rows = connection.execute(
            f"""SELECT t.id FROM changes c JOIN {table} t ON t.shop = c.shop AND {like}
            WHERE c.write_id = ? AND c.tbl = ? AND c.op = 'delete'""",
            (number, table),
        )
        reach.taken[table] = {row[0] for row in rows}
    return reach


def _extend(connection: Connection, reach: _Reach, change: _Change) -> None:
    if change.table == "changes":
        owner = connection.execute("SELECT write_id FROM changes WHERE id = ?", (int(change.key),)).fetchone()
        reach.handed.add(owner[0])
        return
    if change.op == "insert" and change.table == "orders":
        reach.orders.append(change.orders)
    else:
        columns, known = change.columns, reach.rows.get((change.table, change.key), frozenset())
        reach.rows[change.table, change.key] = None if columns is None or known is None else columns | known
    if change.puts_in and change.table in reach.made:
        reach.made[change.table].add(change.case if change.table == "cases" else change.shop)
    if change.shop is not None:
        reach.shops.add(change.shop)
    aside = change.table == "events" and _name(connection, change) in REMARKS
    reach.only_notes = reach.only_notes and aside
    if change.case is None:
        return
    reach.cases.add(change.case)
    if change.op != "update" or not SEEN_AGAIN.issuperset(change.image):
        reach.news.add(change.case)
    if change.op == "insert" and change.table == "case_refs":
        reach.numbered.add(change.case)
    if change.takes_out and change.table == "cases":
        shop, ref = connection.execute("SELECT shop, order_ref FROM cases WHERE id = ?", (change.case,)).fetchone()
        reach.needed.add((shop, ref))


def _name(connection: Connection, change: _Change) -> str:
    return str(connection.execute("SELECT name FROM events WHERE id = ?", (int(change.key),)).fetchone()[0])


def _depends_on(connection: Connection, reach: _Reach, number: int, undoes: int | None) -> bool:
    if undoes in reach.handed or not reach.files.isdisjoint(_files(connection, number)):
        return True
    imported = by_import(connection, number)
    return any(
        _uses(connection, reach, change, imported=imported)
        or _same_row(reach, change, imported=imported)
        or _by_hand(reach, change, imported=imported)
        or _misses(reach, change)
        for change in _changes(connection, number)
    )


def _uses(connection: Connection, reach: _Reach, change: _Change, *, imported: bool) -> bool:
    """Whether it is about a case, an order, a shop or a number that would be gone, or took over what would change."""
    if change.case in reach.made["cases"] or change.shop in reach.made["shops"]:
        return True
    if any(_meet(change.orders, numbers) for numbers in reach.orders):
        return True
    if change.table == "observations" and change.case in reach.numbered:
        return True
    asked = change.table == "events" and change.op == "insert" and change.image["name"] in OPENINGS
    if not (asked or (change.table == "cases" and change.puts_in)):
        return False
    order = connection.execute(
        "SELECT o.id FROM cases c JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref WHERE c.id = ?",
        (change.case,),
    ).fetchone()
    if order is None:
        return False
    # Who records a request by hand takes over what the order says: its total, its buyer, its goods.
    copied = not imported and any((table, str(order[0])) in reach.rows for table in ("orders", "lines"))
    return copied or any(order[0] in numbers for numbers in reach.orders)


def _meet(one: range, other: range) -> bool:
    return max(one.start, other.start) < min(one.stop, other.stop)


def _same_row(reach: _Reach, change: _Change, *, imported: bool) -> bool:
    if any(n in reach.taken["orders"] for n in change.orders) or (
        change.table == "imports" and change.op == "insert" and int(change.key) in reach.taken["imports"]
    ):
        return True
    if (change.table, change.key) not in reach.rows:
        return False
    columns, later = reach.rows[change.table, change.key], change.columns
    if reach.by_hand and imported and change.table == "cases":
        # Newer data may have told the same value, and then it is not seen here that they did. The parcel's number
        # alone can be left to them (`undo`).
        return columns is None or bool(columns - {"tracking", "taken_back"})
    if reach.by_hand and imported and change.table == "orders":
        return True
    return columns is None or later is None or not columns.isdisjoint(later)


def _by_hand(reach: _Reach, change: _Change, *, imported: bool) -> bool:
    if imported or reach.only_notes or change.table != "events" or change.op != "insert":
        return False
    return change.case in reach.news and change.image["name"] not in INDEPENDENT


def _misses(reach: _Reach, change: _Change) -> bool:
    """Whether it took out what would be needed again."""
    if not change.takes_out:
        return False
    if change.table == "cases":
        return change.case in reach.cases
    if change.table == "shops":
        return change.shop in reach.shops
    return change.table == "orders" and (change.shop, change.ref) in reach.needed
