"""Checksums of the facts, which tell a changed byte."""

# A fact may change in the file without a trace: a byte flips on the disk, and what stands there is still a row. So each
# case, and each group of 32 orders, imports, log entries and their changes, has a checksum, written in the transaction
# that writes the facts. Triggers (`triggers`) note whose checksum is stale, so that no code that writes facts can
# forget it, and the shell of SQLite neither. What is derived has none: it is compared with what the facts give.

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from zlib import crc32

from aftersales.language import tr
from aftersales.ledger import definitions
from aftersales.ledger.sqlite import Connection, DatabaseError
from aftersales.ledger.triggers import FACTS, GROUP_BITS
from aftersales.named_tuple import NamedTuple

_LOG = {
    "writes": "id recorded_at by_whom command undoes undone_by",
    "changes": "id write_id tbl op key case_id shop ref image",
}
_LINES = "order_id n sku product variation quantity amount"
_WHOLE = {"shops": "name", "streams": "id", "removed": "tbl"}  # small tables with one checksum, and their key
_OF_A_CASE = {"case_refs": "shop, ref", "events": "id", "observations": "id"}  # and the order of their rows
_GROUPED = ("orders", "imports", "writes", "changes")
# What a checksum covers, by the name of its group. The ledger keeps this beside its checksums: a newer version may know
# more columns than stood there when they were made.
COLUMNS: Mapping[str, str] = {
    **{table: FACTS[table] for table in ("cases", *_OF_A_CASE, "orders", "imports", "shops", "streams")},
    "lines": _LINES,
    "removed": "tbl id",
    **_LOG,
}
_APPENDED = ("writes", "changes")  # nothing notes the rows that are appended there: they follow the last checksum
_AT_ONCE = 1000  # checksums of cases that are written at a time
# The checksum of a group that was damaged when everything was written anew. None is below 0.
_DAMAGED = -1
_TABLE = "table "  # the name of a checksum of a table's definition begins so


# Where checksums are kept: what they cover, which are stale, and they themselves.
TABLES = ("checksum_columns", "stale_checksums", "checksums")


class FactGroup(NamedTuple):
    """Rows with one checksum: those of the case `number`, or of a table the part with this number."""

    table: str
    number: int


def tables() -> list[str]:
    """The SQL that makes the tables in which checksums are kept."""
    return [
        """CREATE TABLE checksums (tbl TEXT NOT NULL, n INTEGER NOT NULL, upto INTEGER NOT NULL,
        crc INTEGER NOT NULL, PRIMARY KEY (tbl, n)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE stale_checksums (tbl TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (tbl, n))
        STRICT, WITHOUT ROWID""",
        "CREATE TABLE checksum_columns (tbl TEXT PRIMARY KEY, columns TEXT NOT NULL) STRICT, WITHOUT ROWID",
    ]


def is_kept(connection: Connection) -> bool:
    """Whether a ledger has checksums: those of older versions have none."""
    kept = definitions.has_table(connection, TABLES[0])
    return kept and connection.execute(f"SELECT 1 FROM {TABLES[0]}").fetchone() is not None


def forget(connection: Connection) -> None:
    """Drop what is known of the facts, which are about to be others altogether, until `renew_all`."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")


def renew(connection: Connection) -> None:
    """Write the checksums of what has changed, at the end of the caller's transaction."""
    _mark_appended(connection)
    if connection.execute("SELECT 1 FROM stale_checksums").fetchone():
        _write_cases(connection, "SELECT n FROM stale_checksums WHERE tbl = 'cases'")
        others = connection.execute("SELECT tbl, n FROM stale_checksums WHERE tbl <> 'cases'")
        _write(connection, [FactGroup(*row) for row in others])
        connection.execute("DELETE FROM stale_checksums")


def renew_ahead(connection: Connection, last: int) -> None:
    """Write in a working copy the checksums of what it has whole: cases, and orders whose groups begin behind the order
    with the number `last`. What is left is noted as stale.
    """
    whole = "tbl = 'orders' AND n > ?"
    groups = connection.execute(f"SELECT tbl, n FROM stale_checksums WHERE {whole}", (last >> GROUP_BITS,))
    _write(connection, [FactGroup(*row) for row in groups.fetchall()])
    _write_cases(connection, "SELECT n FROM stale_checksums WHERE tbl = 'cases'")
    connection.execute(f"DELETE FROM stale_checksums WHERE tbl = 'cases' OR ({whole})", (last >> GROUP_BITS,))


def of_orders(connection: Connection, first: int) -> list[tuple[int, int, int]]:
    """The checksums of orders that were put apart with numbers from `first` on: of each group that begins among them
    its number, the highest number in it, and the checksum.
    """
    (last,) = connection.execute("SELECT max(id) FROM orders").fetchone()
    groups = range(_next_group(first), ((last or 0) >> GROUP_BITS) + 1)
    sums = ((n, *_present_sum(connection, FactGroup("orders", n))) for n in groups)
    return [(n, upto, crc) for n, upto, crc in sums if crc is not None]


def expect(connection: Connection, first: int) -> None:
    """Note that the checksums of the orders with numbers from `first` on, as they are now, will be `put`."""
    connection.execute("DELETE FROM stale_checksums WHERE tbl = 'orders' AND n >= ?", (_next_group(first),))


def _next_group(first: int) -> int:
    """The number of the first group that begins at this number of a row, or behind it."""
    return (first + (1 << GROUP_BITS) - 1) >> GROUP_BITS


def put(connection: Connection, sums: Iterable[tuple[int, int, int]]) -> None:
    """Write checksums that another process has found (`of_orders`), inside the caller's transaction. What has become
    stale meanwhile stays so.
    """
    connection.executemany("INSERT OR REPLACE INTO checksums VALUES ('orders', ?, ?, ?)", sums)


def renew_all(connection: Connection, damaged: Iterable[FactGroup] = ()) -> None:
    """Write all checksums anew, inside the caller's transaction, because the tables are others now. Groups that were
    `damaged` before stay known as damaged.
    """
    forget(connection)
    connection.executemany("INSERT INTO checksum_columns VALUES (?, ?)", COLUMNS.items())
    _write_cases(connection, "SELECT id FROM cases")
    _write(connection, list(_present(connection)))
    _write_definitions(connection)
    connection.executemany(f"UPDATE checksums SET crc = {_DAMAGED} WHERE tbl = ? AND n = ?", damaged)


def damaged(connection: Connection) -> Iterator[FactGroup]:
    """The groups whose facts are not those that were written. Reads all facts. Raises DatabaseError where they can't be
    read.
    """
    columns = dict(connection.execute("SELECT tbl, columns FROM checksum_columns"))
    if not set(COLUMNS) <= set(columns):
        raise DatabaseError(tr("the list of checksums is incomplete"))
    if unknown := [table for table in COLUMNS if not _known(connection, table, columns[table])]:
        raise DatabaseError(tr("the list of checksums names unknown columns of {table}", table=unknown[0]))
    stale = {FactGroup(*row) for row in connection.execute("SELECT tbl, n FROM stale_checksums")}
    written = {
        FactGroup(table, n): (upto, crc)
        for table, n, upto, crc in connection.execute("SELECT tbl, n, upto, crc FROM checksums")
    }
    cases = dict(_crcs_of_cases(connection, columns, "SELECT id FROM cases"))
    present_tables = {f"{_TABLE}{name}": crc32(sql) for name, sql in definitions.table_definitions(connection).items()}
    for group, (upto, crc) in written.items():
        if group in stale:
            continue
        if group.table.startswith(_TABLE):
            present = present_tables.get(group.table)
        elif group.table == "cases":
            present = cases.get(group.number)
        elif group.table in (*_GROUPED, *_WHOLE):
            present = _crc(connection, group, upto, columns)
        else:
            present = None
        if present != crc:
            yield group
    last = {table: max((g.number for g in written if g.table == table), default=-1) for table in _APPENDED}
    for group in (*(FactGroup("cases", n) for n in cases), *_present(connection)):
        if group not in written and group not in stale and group.number <= last.get(group.table, group.number):
            yield group


def refs(connection: Connection, group: FactGroup) -> tuple[str, str]:
    """The numbers of the first and the last order of a group."""
    span = (group.number << GROUP_BITS, (group.number + 1 << GROUP_BITS) - 1)
    first, last = connection.execute(
        """SELECT CAST(min(ref) AS BLOB), CAST(max(ref) AS BLOB) FROM orders WHERE id BETWEEN ? AND ?""", span
    ).fetchone()
    return (first or b"?").decode("ascii", "replace"), (last or b"?").decode("ascii", "replace")


def _known(connection: Connection, table: str, names: str) -> bool:
    """Whether a table has columns of these names: nothing else of the list may get into a query."""
    return set(names.split()) <= definitions.columns_of(connection, table)


def _mark_appended(connection: Connection) -> None:
    """Note the checksums of what was appended to the log in this transaction as stale."""
    for table in _APPENDED:
        (known,) = connection.execute("SELECT coalesce(max(upto), 0) FROM checksums WHERE tbl = ?", (table,)).fetchone()
        (newest,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        if newest > known:
            mark(connection, table, known + 1, newest)


def mark(connection: Connection, table: str, first: int, last: int) -> None:
    """Note that rows with these numbers were written, where no trigger does it. Inside the caller's transaction."""
    connection.executemany(
        "INSERT OR IGNORE INTO stale_checksums VALUES (?, ?)",
        [(table, n) for n in range(first >> GROUP_BITS, (last >> GROUP_BITS) + 1)],
    )


def mark_cases(connection: Connection, first: int, last: int) -> None:
    """The same for cases with these numbers, and all that belongs to them."""
    connection.executemany(
        "INSERT OR IGNORE INTO stale_checksums VALUES ('cases', ?)", [(n,) for n in range(first, last + 1)]
    )


def _present(connection: Connection) -> Iterator[FactGroup]:
    """Every group of a table that has rows, cases left out."""
    for table in _GROUPED:
        low, high = connection.execute(f"SELECT min(id), max(id) FROM {table}").fetchone()
        if low is not None:
            for n in range(low >> GROUP_BITS, (high >> GROUP_BITS) + 1):
                span = (n << GROUP_BITS, (n + 1 << GROUP_BITS) - 1)
                if connection.execute(f"SELECT 1 FROM {table} WHERE id BETWEEN ? AND ? LIMIT 1", span).fetchone():
                    yield FactGroup(table, n)
    for table in _WHOLE:
        if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            yield FactGroup(table, 0)


def _write_cases(connection: Connection, ids: str) -> None:
    """Write the checksums of the cases whose numbers this query gives, as they are. There may be hundreds of
    thousands.
    """
    crcs = _crcs_of_cases(connection, COLUMNS, ids)
    while some := list(islice(crcs, _AT_ONCE)):
        connection.executemany("INSERT OR REPLACE INTO checksums VALUES ('cases', ?1, ?1, ?2)", some)


def _crcs_of_cases(connection: Connection, columns: Mapping[str, str], ids: str) -> Iterator[tuple[int, int]]:
    """The number of each case of a query, and the checksum of its facts as they are. All in one query: a big import
    writes tens of thousands.
    """
    parts = " || char(29) || ".join(
        f"""ifnull((SELECT group_concat(row, char(30)) FROM (SELECT json_array({_listed(columns[table])}) AS row
        FROM {table} t WHERE t.case_id = c.id ORDER BY {order})), '')"""
        for table, order in _OF_A_CASE.items()
    )
    rows = connection.execute(
        f"""SELECT id, CAST(json_array({_listed(columns["cases"])}) || char(29) || {parts} AS BLOB)
        FROM cases c WHERE id IN ({ids})"""
    )
    return ((number, crc32(row)) for number, row in rows)


def _listed(columns: str) -> str:
    return ", ".join(columns.split())


def _write(connection: Connection, groups: Iterable[FactGroup]) -> None:
    """Write the checksums of these groups as they are, cases left out; a group without rows has none."""
    sums = [(*group, *_present_sum(connection, group)) for group in groups]
    connection.executemany(
        "INSERT OR REPLACE INTO checksums VALUES (?, ?, ?, ?)", [s for s in sums if s[-1] is not None]
    )
    connection.executemany("DELETE FROM checksums WHERE tbl = ? AND n = ?", [s[:2] for s in sums if s[-1] is None])


def _present_sum(connection: Connection, group: FactGroup) -> tuple[int, int | None]:
    """The highest number in a group, and its checksum as it is; None for one without rows."""
    upto = _upto(connection, group)
    return upto, _crc(connection, group, upto, COLUMNS)


def _upto(connection: Connection, group: FactGroup) -> int:
    """The highest number in a group."""
    if group.table not in _GROUPED:
        return group.number
    high = (group.number + 1 << GROUP_BITS) - 1
    (highest,) = connection.execute(f"SELECT max(id) FROM {group.table} WHERE id <= ?", (high,)).fetchone()
    return int(highest or 0)


def _crc(connection: Connection, group: FactGroup, upto: int, columns: Mapping[str, str]) -> int | None:
    """The checksum of a group's rows as they are, with numbers up to `upto`; None where there are none."""
    table, n = group
    if table in _WHOLE:
        return _sum(connection.execute(_rows(table, columns[table], "1", _WHOLE[table])).fetchone()[0])
    span = (n << GROUP_BITS, min(upto, (n + 1 << GROUP_BITS) - 1))
    crc = _sum(connection.execute(_rows(table, columns[table], "id BETWEEN ? AND ?", "id"), span).fetchone()[0])
    if table == "orders" and crc is not None:
        lines = _rows("lines", columns["lines"], "order_id BETWEEN ? AND ?", "order_id, n")
        return _sum(connection.execute(lines, span).fetchone()[0] or b"", crc)
    return crc


def _sum(rows: bytes | None, before: int = 0) -> int | None:
    return None if rows is None else crc32(rows, before)


def _rows(table: str, columns: str, where: str, order: str) -> str:
    """A query for the text of rows, as bytes: what stands there need not be valid UTF-8. SQLite makes one text of
    them, because a row takes less time so than to be taken apart for Python.
    """
    return f"""SELECT CAST(group_concat(row, char(30)) AS BLOB) FROM
        (SELECT json_array({_listed(columns)}) AS row FROM {table} WHERE {where} ORDER BY {order})"""


def _write_definitions(connection: Connection) -> None:
    """Write a checksum of the definition of each table."""
    connection.executemany(
        "INSERT INTO checksums VALUES (?, 0, 0, ?)",
        [(f"{_TABLE}{name}", crc32(sql)) for name, sql in definitions.table_definitions(connection).items()],
    )
