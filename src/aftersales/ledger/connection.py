"""Decides how the ledger file is opened, made and locked, and what is said when that fails; leaves its content to its
siblings.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection as Connection  # whoever is handed one imports it from here
from time import monotonic
from urllib.parse import quote

from aftersales.errors import LedgerAppeared, LedgerError

# The newest schema this version knows: the number of migrations in `schema`.
VERSION = 7
BUSY_SECONDS = 30  # how long a write waits for another to end
_APPLICATION_ID = 0x61667473  # "afts": tells a ledger from any other SQLite file


def read(path: Path, *, older: bool = False) -> sqlite3.Connection:
    """Open the ledger for reading only, one of an older version where `older` is set. Raises LedgerError with one
    sentence where it can't be read.
    """
    if not path.exists():
        raise LedgerError(f"no ledger at {path}. Make one with `aftersales init`, or name one with --ledger.")
    connection = _connect(path, "mode=ro")
    try:
        _check(connection, path, older=older)
    except sqlite3.OperationalError as error:
        connection.close()
        if _is_busy(error):
            raise _sentence(path, str(error)) from None
        return _read_alone(path, older=older)
    return connection


def _read_alone(path: Path, *, older: bool) -> sqlite3.Connection:
    """Open for reading a ledger beside which SQLite can't make the files that let several programs share it: the disk
    is full, or the folder can't be written.
    """
    wal, journal = (path.with_name(path.name + end) for end in ("-wal", "-journal"))
    if any(file.exists() and file.stat().st_size for file in (wal, journal)):
        # Part of the ledger stands in that file, and only who may write can read both. Locked for this one program,
        # SQLite keeps in memory what it would share.
        connection = _connect(path, "mode=rw")
        first = ["PRAGMA locking_mode = EXCLUSIVE", "PRAGMA query_only = ON"]
    else:
        # No writer is about, so the file is complete as it is.
        connection, first = _connect(path, "mode=ro&immutable=1"), []
    try:
        for pragma in first:
            connection.execute(pragma)
        _check(connection, path, older=older)
    except sqlite3.OperationalError as error:
        connection.close()
        if _is_busy(error):
            raise _sentence(path, str(error)) from None
        raise LedgerError(
            f"{path} can't be read: its newest part is in a file beside it, and {_reason(path)}. Nothing was lost."
        ) from None
    return connection


def _reason(path: Path) -> str:
    """Why SQLite can't make a file beside the ledger, in words that say what to do."""
    if not os.access(path.parent, os.W_OK):
        return f"the folder {path.parent} can't be written. Check its permissions"
    return "the disk may be full. Free some room"


@contextmanager
def writing(path: Path, *, making: bool = False) -> Iterator[sqlite3.Connection]:
    """The ledger open for writing, closed at the end. Raises LedgerError.

    `making`: where there is no ledger, one is made: under another name, so that it lies in its place wholly or not at
    all, however the making ends. Raises LedgerAppeared, and leaves nothing, where another program was faster.
    """
    if making and not path.exists():
        with _draft(path) as draft, closing(_write(draft, empty=True)) as connection:
            yield connection
    else:
        with closing(_write(path, empty=making)) as connection:
            yield connection


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, for its owner only, that gets this name at the end unless that is taken by then."""
    import tempfile

    from aftersales.ledger import backup

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        raise LedgerError(f"{path}: can't be made: {error.strerror}.") from None
    os.close(handle)
    try:
        yield Path(name)
        backup.put(Path(name), path)
    except FileExistsError:
        raise LedgerAppeared(
            f"{path} was made by another aftersales just now. Nothing was written; try again."
        ) from None
    finally:
        for end in ("", "-journal"):
            Path(name + end).unlink(missing_ok=True)


def _write(path: Path, *, empty: bool) -> sqlite3.Connection:
    """Open for writing; an older ledger is upgraded, after a backup. `empty`: an empty file is taken too."""
    if not path.exists():
        raise LedgerError(f"no ledger at {path}. Make one with `aftersales init`, or name one with --ledger.")
    connection = _connect(path, "mode=rw")
    try:
        version = _check(connection, path, fresh=empty, older=True)
        if version:
            _share(connection)
            if version < VERSION:
                _upgrade(connection, path)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.OperationalError as error:
        connection.close()
        raise _sentence(path, str(error)) from None
    except LedgerError:
        connection.close()
        raise
    return connection


def _share(connection: sqlite3.Connection) -> None:
    """Let readers go on while somebody writes (SQLite's WAL). The file keeps it, so it is set once; where others are at
    work just then, the next write sets it.
    """
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not _is_busy(error):
                raise


@contextmanager
def transaction(
    connection: sqlite3.Connection,
    path: Path,
    *,
    keep: bool = True,
    wait: float = BUSY_SECONDS,
    making: bool = False,
) -> Iterator[None]:
    """One write, all or nothing. `keep=False` (a dry run) takes everything back at the end; `wait` is how many seconds
    it waits for its turn. `making`: an empty file gets its tables first, in the same transaction.
    """
    _begin(connection, path, wait)
    try:
        # Looked at again: another program may have made or upgraded the ledger while this one waited for its turn.
        if _check(connection, path, fresh=making) == 0:
            _bring_up_to_date(connection)
        yield
        connection.execute("COMMIT" if keep else "ROLLBACK")
    except sqlite3.OperationalError as error:
        _undo(connection)
        raise _sentence(path, str(error)) from None
    except BaseException:
        _undo(connection)
        raise


def _begin(connection: sqlite3.Connection, path: Path, wait: float) -> None:
    """Wait for the lock in short steps: one long wait inside SQLite could not be interrupted."""
    connection.execute("PRAGMA busy_timeout = 200")
    until = monotonic() + wait
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise _sentence(path, str(error)) from None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def _undo(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger. Name the ledger's file.")
    if sqlite3.sqlite_version_info < (3, 37):
        raise LedgerError(f"SQLite {sqlite3.sqlite_version} is too old: the ledger needs 3.37 or newer. Update Python.")
    try:
        return sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?{mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
    except sqlite3.OperationalError as error:
        raise _sentence(path, str(error)) from None


def _check(connection: sqlite3.Connection, path: Path, *, fresh: bool = False, older: bool = False) -> int:
    """The file's schema version. Refuses what is no ledger, and what a newer version wrote."""
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise LedgerError(
            f"{path} is not a ledger, or is damaged: {error}. Name another file with --ledger, or restore a backup."
        ) from None
    if tables and mark != _APPLICATION_ID:
        raise LedgerError(f"{path} is a SQLite file, but not a ledger of aftersales. Name another with --ledger.")
    if version > VERSION:
        raise LedgerError(
            f"{path} was written by a newer aftersales (schema {version}; this one knows {VERSION}). Update aftersales."
        )
    if version < VERSION and not fresh:
        if not tables:
            raise LedgerError(f"{path} is an empty file, not a ledger. Make one with `aftersales init`.")
        if older:
            return version
        raise LedgerError(f"{path} was written by an older aftersales. Any command that writes brings it up to date.")
    return version


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Bring an older ledger up to date, wholly or not at all, after a backup. Of several programs that start at once,
    one does it; the others wait, and find it done.
    """
    _begin(connection, path, BUSY_SECONDS)
    try:
        version = _check(connection, path, older=True)
        if version < VERSION:
            from aftersales.ledger import backup

            with closing(_connect(path, "mode=ro")) as source:  # SQLite copies nothing through one about to write
                backup.before_upgrade(source, path, version)
            _bring_up_to_date(connection)
        connection.execute("COMMIT")
    except BaseException:
        _undo(connection)
        raise


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """All tables, triggers and the version's number, inside the caller's transaction."""
    from aftersales.ledger.migrations import migrate

    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    migrate(connection)


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return "locked" in str(error) or "busy" in str(error)


def _sentence(path: Path, what: str) -> LedgerError:
    if "locked" in what or "busy" in what:
        return LedgerError(f"{path} is busy: another aftersales is writing. Nothing was written; try again.")
    if "readonly" in what:
        return LedgerError(f"{path} can't be written. Check the permissions of the file and its folder.")
    if "unable to open" in what:
        return LedgerError(f"{path} can't be opened. Check the permissions of the file and its folder.")
    return LedgerError(f"{path}: {what}. Nothing was written.")
