"""A ledger that is replaced as a whole, by one program alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from aftersales.errors import LedgerError
from aftersales.language import tr
from aftersales.ledger import backup, connection, file_errors, sqlite
from aftersales.ledger.connection import Connection, Turn
from aftersales.ledger.sqlite import DatabaseError, OperationalError

_BESIDE = ("-wal", "-journal", "-shm")  # what SQLite keeps beside a file; the first two may hold a part of it


@contextmanager
def held(path: Path, turn: Turn) -> Iterator[Connection]:
    """The ledger open for this program alone: nobody else can read or write it. Raises LedgerError where another
    program has it open for too long, and DatabaseError where the file is no SQLite file.
    """
    with closing(connection.open_alone(path, turn)) as live:
        yield live


def keep_beside(path: Path, now: datetime) -> Path:
    """Keep the file of a ledger that is held, byte by byte, under a dated name beside it. Returns that name. Raises
    LedgerError.
    """
    stamp = f"{path.name}.replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    name, number = stamp, 2
    while any(os.path.lexists(path.with_name(f"{name}{end}")) for end in ("", *_BESIDE)):
        name, number = f"{stamp}-{number}", number + 1
    kept = path.with_name(name)
    for end in ("-wal", "-journal", ""):  # the file itself last: with it the copy is whole
        part = path.with_name(path.name + end)
        if end and not (part.is_file() and part.stat().st_size):
            continue
        target = path.with_name(name + end)
        with backup.draft_beside(target) as draft:
            try:
                shutil.copyfile(part, draft)
                with draft.open("rb+") as file:
                    os.fsync(file.fileno())
            except OSError as error:
                raise LedgerError(
                    tr(
                        "{target} can't be written: {reason}. The ledger is as it was.",
                        target=target,
                        reason=error.strerror,
                    )
                ) from None
            backup.put(draft, target)
    return kept


def overwrite(live: Connection, path: Path, draft: Path) -> None:
    """Put the content of a draft in the place of a ledger that is held: wholly, or not at all where the machine stops.
    Raises LedgerError.
    """
    try:
        sqlite.overwrite(live, draft)
    except OperationalError as error:
        raise file_errors.of_sqlite(path, error) from None
    except DatabaseError as error:
        raise file_errors.damaged(path, error) from None


def replace(path: Path, draft: Path) -> None:
    """Put a draft in the place of a file that SQLite can't open, and of which a copy is kept. Raises LedgerError."""
    try:
        for end in _BESIDE:  # SQLite would take them for a part of the new file
            path.with_name(path.name + end).unlink(missing_ok=True)
        draft.replace(path)
        backup.sync_folder(path.parent)
    except OSError as error:
        raise file_errors.unreachable(path, error) from None
