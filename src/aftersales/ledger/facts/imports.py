"""Imported files, as the ledger remembers them."""

from __future__ import annotations

from datetime import datetime

from aftersales.core.time.instants import instant, iso
from aftersales.ledger import journal, predicates
from aftersales.ledger.facts.records import next_id
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple


class ImportedFile(NamedTuple):
    """One file that was imported. `carries` is orders or cases, with `some-` before it for a part of them, and
    `undated-` where nobody knows how recent they are. `as_of` (UTC) is the instant up to which it knows, and
    `as_of_from` says where that was read; `rows` counts its rows, and `new` to `rejected` what became of its orders or
    cases. `size` is in bytes; `read_as` says how it was read, None where there is more to say of it than these counts,
    so that it is read again. Of an export of requests that can tell what is gone: when the first of them was made
    (UTC), their statuses as a JSON list in order, and whether it has numbers of the seller's own.
    """

    shop: str
    file: str
    sha256: str
    format: str
    carries: str
    as_of: datetime
    as_of_from: str
    rows: int
    new: int
    changed: int
    same: int
    rejected: int
    recorded_at: datetime
    size: int | None = None
    read_as: str | None = None
    first_request: datetime | None = None
    statuses: str | None = None
    own_numbers: bool | None = None


class KnownFile(NamedTuple):
    """A file that was imported, as far as that is told when it is imported again: `written` is how many orders or cases
    it has, `write` the write of the log that put it in.
    """

    file: str
    sha256: str
    format: str
    carries: str
    as_of: datetime
    as_of_from: str
    rows: int
    written: int
    write: int


def add(connection: Connection, imported: ImportedFile) -> None:
    """Remember a file. One that the shop's ledger has already, with the same content, format and as-of, is left as it
    was; only that it was read whole, and what it should hold, is added where that was not known.
    """
    row = [iso(value) if isinstance(value, datetime) else value for value in imported]
    connection.execute(
        f"""INSERT INTO imports (id, {", ".join(ImportedFile._fields)}, write_id)
        VALUES ({next_id("imports")}, {", ".join("?" * len(row))}, ?)
        ON CONFLICT (shop, sha256, format, as_of) DO UPDATE SET carries = excluded.carries,
            first_request = excluded.first_request, statuses = excluded.statuses, own_numbers = excluded.own_numbers
        WHERE (statuses IS NULL AND excluded.statuses IS NOT NULL)
            OR (instr(carries, '-') AND NOT instr(excluded.carries, '-'))""",
        [*row, journal.current_write(connection)],
    )


def read_so(connection: Connection, shop: str, size: int, read_as: str) -> list[KnownFile]:
    """The files of a shop of this size (bytes) that were read in the same way, the last one first."""
    rows = connection.execute(
        """SELECT file, sha256, format, carries, as_of, as_of_from, rows, new + changed + same, write_id FROM imports
        WHERE shop = ? AND size = ? AND read_as = ? AND write_id IS NOT NULL ORDER BY id DESC""",
        (shop, size, read_as),
    )
    return [KnownFile._make((*row[:4], instant(row[4]), *row[5:])) for row in rows]


def is_as_left(connection: Connection, shop: str, carries: str, write: int) -> bool:
    """Whether nothing that a file tells of has been changed since a write put it in, so that to read it again would
    change nothing. What is recorded by hand of a request's course is no such change. Reads the stored tables, also
    where a working copy stands before them.
    """
    of_orders = "tbl IN ('orders', 'lines')"
    # Events that say when a request was made are those that a file tells, too.
    of_cases = f"""{of_orders} OR tbl IN ('cases', 'case_refs', 'observations')
        OR (tbl = 'events'
            AND (op <> 'insert' OR image LIKE '%request.opened%' OR image LIKE '%request.resubmitted%'))"""
    changed = of_orders if carries.endswith("orders") else of_cases
    row = connection.execute(
        f"""SELECT EXISTS (SELECT 1 FROM main.writes WHERE id > ?1 AND undoes IS NOT NULL)
        OR EXISTS (SELECT 1 FROM main.changes WHERE write_id > ?1 AND shop = ?2 AND ({changed}))""",
        (write, shop),
    ).fetchone()
    return not row[0]


def recorded_before(connection: Connection, shop: str, sha256: str, moment: datetime) -> list[int]:
    """The writes of the log that imported a file with this content before a moment (UTC)."""
    rows = connection.execute(
        """SELECT DISTINCT write_id FROM imports WHERE shop = ? AND sha256 = ? AND recorded_at < ?
        AND write_id IS NOT NULL""",
        (shop, sha256, iso(moment)),
    )
    return [write for (write,) in rows]


def of_write(connection: Connection, write: int) -> list[tuple[str, str]]:
    """The name and the content's hash of each file that a write of the log imported."""
    return connection.execute("SELECT file, sha256 FROM imports WHERE write_id = ? ORDER BY id", (write,)).fetchall()


def read_early(connection: Connection, now: datetime) -> list[tuple[int, list[str]]]:
    """The writes that imported events of after their own time and not after `now` (UTC): the clock of then was behind.
    Each with the names of its files.
    """
    events = connection.execute(
        f"""SELECT e.case_id, e.id FROM events e WHERE e.at > e.recorded_at AND e.source <> 'hand'
        AND {predicates.existing("e")} AND e.at > strftime('%Y-%m-%dT%H:%M:%SZ', e.recorded_at, '+10 minutes')
        AND e.at <= ?""",
        (iso(now),),
    )
    writes = set[int]()
    for case, event in events.fetchall():
        rows = connection.execute(
            "SELECT write_id FROM changes WHERE case_id = ? AND tbl = 'events' AND op = 'insert' AND key = ?",
            (case, str(event)),
        )
        writes |= {write for (write,) in rows}
    named = ((write, [name for name, _ in of_write(connection, write)]) for write in sorted(writes))
    return [(write, names) for write, names in named if names]


def is_known(connection: Connection, shop: str, sha256: str) -> bool:
    """Whether the shop's ledger has a file with this content."""
    row = connection.execute("SELECT 1 FROM imports WHERE shop = ? AND sha256 = ? LIMIT 1", (shop, sha256)).fetchone()
    return row is not None
