"""Decides how the ledger file is opened, made and locked, and what is said when that fails; leaves its content to its
siblings.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from aftersales.errors import LedgerError

# The newest schema this version knows: the number of migrations in `schema`.
VERSION = 7
BUSY_SECONDS = 30  # how long a write waits for another to end
_APPLICATION_ID = 0x61667473  # "afts": tells a ledger from any other SQLite file


def read(path: Path) -> sqlite3.Connection:
    """Open the ledger for reading only. Raises LedgerError with one sentence where it can't be read."""
    if not path.exists():
        raise LedgerError(f"no ledger at {path}. Make one with `aftersales init`, or name one with --ledger.")
    connection = _connect(path, "mode=ro")
    try:
        _check(connection, path)
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            connection.close()
            raise _sentence(path, str(error)) from None
        # In a folder that can't be written, a WAL file can't be shared: with no writer about, the file is complete.
        connection.close()
        if path.with_name(path.name + "-wal").exists():
            raise _sentence(path, "it is in use and its folder can't be written") from None
        connection = _connect(path, "mode=ro&immutable=1")
        _check(connection, path)
    return connection


def create(path: Path) -> sqlite3.Connection:
    """Open the ledger for writing, making it (for its owner only) where there is none."""
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError as error:
            raise LedgerError(f"{path}: can't be made: {error.strerror}.") from None
    return write(path, making=True)


def write(path: Path, *, making: bool = False) -> sqlite3.Connection:
    """Open the ledger for writing and bring it up to date, after a backup. Raises LedgerError."""
    if not path.exists():
        raise LedgerError(f"no ledger at {path}. Make one with `aftersales init`, or name one with --ledger.")
    connection = _connect(path, "mode=rw")
    try:
        version = _check(connection, path, fresh=making, writing=True)
        if version < VERSION:
            _migrate(connection, path, version)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.OperationalError as error:
        connection.close()
        raise _sentence(path, str(error)) from None
    except LedgerError:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(
    connection: sqlite3.Connection, path: Path, *, keep: bool = True, wait: float = BUSY_SECONDS
) -> Iterator[None]:
    """One write, all or nothing. `keep=False` (a dry run) takes everything back at the end; `wait` is how many seconds
    it waits for its turn.
    """
    _begin(connection, path, wait)
    try:
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


def _check(connection: sqlite3.Connection, path: Path, *, fresh: bool = False, writing: bool = False) -> int:
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
        if writing:
            return version
        raise LedgerError(f"{path} was written by an older aftersales. Any command that writes brings it up to date.")
    return version


def _migrate(connection: sqlite3.Connection, path: Path, version: int) -> None:
    from aftersales.ledger.schema import migrate

    if version:
        backup = path.with_name(f"{path.name}.before-{version + 1}")
        os.close(os.open(backup, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        target = sqlite3.connect(backup)
        connection.backup(target)
        target.close()
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    migrate(connection)


def _sentence(path: Path, what: str) -> LedgerError:
    if "locked" in what or "busy" in what:
        return LedgerError(f"{path} is busy: another aftersales is writing. Nothing was written; try again.")
    if "readonly" in what:
        return LedgerError(f"{path} can't be written. Check the permissions of the file and its folder.")
    if "unable to open" in what:
        return LedgerError(f"{path} can't be opened. Check the permissions of the file and its folder.")
    return LedgerError(f"{path}: {what}. Nothing was written.")
