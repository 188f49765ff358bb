"""What only SQLite has: pragmas, locks, copies."""

# Another engine would need its own version of this module and of `definitions`. What can't be moved here, because it is
# part of a query:
# - JSON: json_extract, json_each, json_type, json_valid, json_object, json_group_array, json_group_object (`triggers`,
#   `journal`, `log`, `queries.buyers`, `queries.decisions`, `facts.cases`, `upkeep.maintenance`);
# - julianday and strftime (`facts.cases`, `upkeep.maintenance`, the view in `migrations`), GLOB (`upkeep.maintenance`);
# - max and min of several values, iif, IS and IS NOT between values, INSERT OR IGNORE, INDEXED BY (`facts`, `queries`);
# - temporary tables that stand before the stored ones, and `main.` (`derived.store`, `predicates`);
# - STRICT, WITHOUT ROWID, AUTOINCREMENT, partial indexes, triggers (`migrations`, `triggers`).

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection as Connection
from sqlite3 import Cursor as Cursor
from sqlite3 import DatabaseError as DatabaseError
from sqlite3 import IntegrityError as IntegrityError
from sqlite3 import OperationalError as OperationalError
from tempfile import mkstemp
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLDEST = (3, 37)  # the first SQLite that knows STRICT tables
LIBRARY = sqlite3.sqlite_version
_PAGES = 1_000  # that are copied at a time
_PAUSE = 0.02  # seconds between two attempts to take a lock that SQLite itself does not wait for


# Without it Python 3.11 looks for a way to adapt each None, which takes three times as long as to store it.
sqlite3.register_adapter(type(None), {}.get)  # type: ignore[arg-type]


def too_old() -> bool:
    """Whether the SQLite that Python came with is older than a ledger needs."""
    return sqlite3.sqlite_version_info < OLDEST


def connect(path: Path, mode: str, wait: float) -> Connection:
    """Open a file; `mode` is what SQLite's URI takes, such as `mode=ro`, and `wait` how many seconds a statement waits
    for a lock. Raises OperationalError.
    """
    return sqlite3.connect(
        f"file:{quote(os.fsencode(path.absolute()))}?{mode}", uri=True, timeout=wait, isolation_level=None
    )


def in_memory() -> Connection:
    """A new database in memory."""
    return sqlite3.connect(":memory:", isolation_level=None)


# By the words that stand in SQLite's message.
_CAUSES = {
    "locked": "busy",
    "busy": "busy",
    "full": "full",
    "disk I/O": "failing",
    "readonly": "read-only",
    "unable": "unopened",
}


def cause(error: BaseException) -> str:
    """Why SQLite refused: busy (another program holds the file), full or failing (the disk), read-only or unopened (the
    file); "" for anything else.
    """
    return next((named for part, named in _CAUSES.items() if part in str(error)), "")


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """A step inside a transaction; if it fails, only this step is rolled back."""
    connection.execute("SAVEPOINT step")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # where the disk is full, SQLite has taken all of it back by itself
            connection.execute("ROLLBACK TO step")
            connection.execute("RELEASE step")
        raise
    connection.execute("RELEASE step")


def is_busy(error: BaseException) -> bool:
    """Whether an error says that another program holds the file."""
    return cause(error) == "busy"


def is_full(error: BaseException) -> bool:
    """Whether an error says that there is no room on the disk, or that it fails."""
    return cause(error) in ("full", "failing")


def is_unwritten(error: BaseException) -> bool:
    """Whether a disk, or the folder for temporary files, took no more bytes. Of an error in reading it is false."""
    name = getattr(error, "sqlite_errorname", None) or ""
    return name == "SQLITE_FULL" or (name.startswith("SQLITE_IOERR") and "READ" not in name)


# --- opening --------------------------------------------------------------------------------------------------------


def version(connection: Connection) -> int:
    """The schema version that the file bears; 0 of a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def set_version(connection: Connection, number: int) -> None:
    """Write the schema version into the file, inside the caller's transaction."""
    connection.execute(f"PRAGMA user_version = {number}")


def application(connection: Connection) -> int:
    """The number by which a file says whose it is; 0 where it does not."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def set_application(connection: Connection, number: int) -> None:
    """Write whose the file is, inside the caller's transaction."""
    connection.execute(f"PRAGMA application_id = {number}")


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever made in the file."""
    return not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]


def share(connection: Connection) -> None:
    """Let readers go on while somebody writes (WAL). The file keeps the mode, so it is set once; where others are at
    work just then, the next write sets it.
    """
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except OperationalError as error:
            if not is_busy(error):
                raise


def keep_alone(connection: Connection) -> None:
    """Lock the file for this program: SQLite then keeps in memory what it would share."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")


def is_alone(connection: Connection) -> bool:
    """Whether no other connection can write while this one is open."""
    return bool(connection.execute("PRAGMA locking_mode").fetchone()[0] == "exclusive")


def read_in_memory(connection: Connection) -> None:
    """Keep what a reader needs twice, and its temporary tables, in memory: 16 MB of the file instead of 2."""
    connection.execute("PRAGMA cache_size = -16000")
    connection.execute("PRAGMA temp_store = MEMORY")


def write_in_memory(connection: Connection) -> None:
    """Keep 32 MB of what a large write changes in memory, so that a page goes to the disk once."""
    connection.execute("PRAGMA main.cache_size = -32000")


@contextmanager
def one_state(connection: Connection) -> Iterator[None]:
    """Several queries that see the same state of the ledger, whatever another program writes meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


def write_safely(connection: Connection) -> None:
    """Wait for the disk at each commit, and refuse rows that belong to nothing."""
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def wait_for_locks(connection: Connection, seconds: float) -> None:
    """How long each statement waits for a lock."""
    connection.execute(f"PRAGMA busy_timeout = {int(1000 * seconds)}")


def begin_writing(connection: Connection) -> None:
    """Begin a transaction that holds the only write lock. Raises OperationalError where another program has it."""
    connection.execute("BEGIN IMMEDIATE")


def begin_reading(connection: Connection) -> None:
    """Begin a transaction that sees the ledger as it is now, whatever others write meanwhile."""
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def is_shared(connection: Connection) -> bool:
    """Whether others can write while this connection reads."""
    return bool(connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def write_from_here(connection: Connection) -> bool:
    """Take the write lock for a transaction that has only read. Returns False where somebody wrote since it began: what
    it has read is not true any more. Raises OperationalError where another program has the lock.
    """
    try:
        connection.execute("DELETE FROM main.sqlite_sequence WHERE 0")
    except OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY_SNAPSHOT:
            return False
        sleep(_PAUSE)  # SQLite does not wait here
        raise
    return True


# --- the file itself ------------------------------------------------------------------------------------------------


def copy(source: Connection, target: Path) -> str | None:
    """Copy the database into a file, which is then complete by itself. Returns what is wrong with the copy, None where
    it is sound. Raises DatabaseError.
    """
    with closing(sqlite3.connect(target)) as copied:
        source.backup(copied)
        # One file, whatever the source's mode: nothing of the copy may lie in a file beside it.
        copied.execute("PRAGMA journal_mode = DELETE")
        problems = _problems(copied, "quick_check(1)")
    return problems[0] if problems else None


def _problems(connection: Connection, pragma: str) -> list[str]:
    """What a check of the structure finds, a line each, without the heading that SQLite puts above those of a file."""
    lines = [line for row in connection.execute(f"PRAGMA {pragma}") for line in str(row[0]).splitlines()]
    return [line for line in lines if line != "ok" and not line.startswith("***")]


def overwrite(live: Connection, draft: Path) -> None:
    """Put the content of a database file in the place of an open one's, in one transaction. Raises DatabaseError."""
    with closing(sqlite3.connect(draft)) as source:
        source.backup(live)


def size(connection: Connection) -> int:
    """How many bytes a database has."""
    pages, length = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages) * int(length)


def state(connection: Connection) -> int:
    """A number that is another one as soon as somebody else has written to the file."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def private_copy(source: Connection, held: int = 32) -> Connection:
    """A copy of the database that nobody else can open, for a large write: in a temporary file that has no name, of
    which so many MB are held in memory. It is gone when the copy is closed, and when the program ends in any other way.
    """
    copied = sqlite3.connect("", isolation_level=None)
    source.backup(copied)
    copied.execute(f"PRAGMA cache_size = {-1000 * held}")
    copied.execute("PRAGMA foreign_keys = ON")
    return copied


@contextmanager
def unrecoverable(copied: Connection) -> Iterator[None]:
    """A change of a private copy, in one transaction that keeps nothing of what was before: a copy of which it fails is
    to be closed.
    """
    copied.execute("PRAGMA journal_mode = OFF")
    copied.execute("BEGIN")
    yield
    copied.execute("COMMIT")


def attach_private(connection: Connection) -> tuple[str, Path]:
    """A new file beside the connection's own, inside a transaction, too: the name of its schema, and its path, for
    another process that fills it (`open_private`). It must not be read before. Raises OperationalError where too many
    are attached.
    """
    schema = f"attached{len(connection.execute('PRAGMA database_list').fetchall())}"
    handle, name = mkstemp(prefix="aftersales-")
    os.close(handle)
    path = Path(name)
    try:
        connection.execute(f"ATTACH ? AS {schema}", (name,))
    except BaseException:
        path.unlink()
        raise
    return schema, path


def open_private(path: Path) -> Connection:
    """Open the file of another process's `attach_private`, in a transaction, and take its name away: it is gone with
    both processes.
    """
    # What locks there are on it are of the process that has it attached, and waits.
    opened = sqlite3.connect(f"file:{quote(os.fsencode(path))}?nolock=1", uri=True, isolation_level=None)
    opened.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN IMMEDIATE;")
    path.unlink()
    return opened


def replace(live: Connection, copied: Connection, begun: Callable[[], bool]) -> bool:
    """Put what a copy holds in the place of an open database's content, in one transaction. `begun` is called once that
    has the write lock, and says whether to go on. Returns whether it was done. Raises OperationalError where another
    program has the lock.
    """
    steps = 0

    def stepped(status: int, _left: int, _all: int) -> None:
        nonlocal steps
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise OperationalError("busy")
        steps += 1
        if steps == 1 and not begun():
            raise _NotReplacedError

    (pages,) = copied.execute("PRAGMA page_count").fetchone()
    try:
        # Never all of it in the first step, which would end the transaction before it was asked whether to go on.
        copied.backup(live, pages=min(_PAGES, pages // 2), progress=stepped)
    except _NotReplacedError:
        return False
    return True


class _NotReplacedError(Exception):
    """Whoever was asked said not to go on."""


def take_alone(connection: Connection) -> None:
    """Lock the file for this program until it is closed, with everything that was written in the file itself. Raises
    OperationalError where another has it open.
    """
    keep_alone(connection)
    begin_writing(connection)
    connection.execute("ROLLBACK")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def damage(connection: Connection) -> list[str]:
    """What is wrong with the structure of the file, a line each; empty where it is sound. Reads the whole file."""
    try:
        return _problems(connection, "integrity_check")
    except DatabaseError as error:
        return [str(error)]


def quick_damage(connection: Connection) -> str | None:
    """The first thing that is wrong with the structure of the file, as far as a quick look tells; None for nothing."""
    try:
        problems = _problems(connection, "quick_check(1)")
    except DatabaseError as error:
        return str(error)
    return problems[0] if problems else None


def broken_references(connection: Connection) -> list[tuple[str, str]]:
    """Each row that belongs to nothing: its table, and the table where its parent should be."""
    return [(table, parent) for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")]


def check_references_at_end(connection: Connection) -> None:
    """For the rest of the transaction a row may come before the one that it refers to: all is checked at its end."""
    connection.execute("PRAGMA defer_foreign_keys = ON")


def check_no_references(connection: Connection) -> None:
    """Take rows that belong to nothing, too, outside a transaction: who writes them has looked (`references`)."""
    connection.execute("PRAGMA foreign_keys = OFF")


@contextmanager
def attached(connection: Connection, path: Path, name: str) -> Iterator[None]:
    """Another file in the same connection, under a name."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(f"ATTACH ? AS {name}", (str(path),))
    try:
        yield
    finally:
        connection.execute(f"DETACH {name}")


def copy_rows(connection: Connection, table: str, other: str) -> None:
    """Put the rows of a table into the same table of an attached file, which is empty: all, or none where one can't be
    read. No index is used: it may be damaged. Raises DatabaseError.
    """
    quoted = table.replace('"', '""')
    connection.execute("BEGIN")
    try:
        connection.execute(f'INSERT INTO {other}."{quoted}" SELECT * FROM main."{quoted}" NOT INDEXED')
        connection.execute("COMMIT")
    except DatabaseError:
        connection.execute("ROLLBACK")  # a savepoint would not do: what follows would fail too
        raise


def copy_sequence(connection: Connection, other: str) -> None:
    """Have the same numbers never be used again in an attached file."""
    connection.execute(f"DELETE FROM {other}.sqlite_sequence")
    connection.execute(f"INSERT INTO {other}.sqlite_sequence SELECT * FROM main.sqlite_sequence")


# --- overwriting ----------------------------------------------------------------------------------------------------


def overwrite_deleted(connection: Connection) -> None:
    """Write zeros over what is deleted or replaced from here on."""
    connection.execute("PRAGMA secure_delete = ON")


def rebuild(connection: Connection) -> bool:
    """Write the whole file anew, without free pages, and empty the file beside it that holds the newest writes. Returns
    whether both was done: another program that reads just then keeps what it sees. Raises OperationalError.
    """
    connection.execute("VACUUM")
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    return not busy and not free
