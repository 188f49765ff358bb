"""A ledger that is replaced as a whole, by one program alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from aftersales import file_writer
from aftersales.errors import LedgerError
from aftersales.language import tr
from aftersales.ledger import backup, connection, file_errors, sqlite
from aftersales.ledger.connection import Connection, Turn
from aftersales.ledger.sqlite import DatabaseError, OperationalError
from aftersales.named_tuple import NamedTuple

_BESIDE = ("-wal", "-journal", "-shm")  # what SQLite keeps beside a file; the first two may hold a part of it


class HeldLedger(NamedTuple):
    """A ledger that nobody else can read or write, and what is to be closed only after it."""

    path: Path
    live: Connection
    late: ExitStack


@contextmanager
def held(path: Path, turn: Turn) -> Iterator[HeldLedger]:
    """The ledger open for this program alone: nobody else can read or write it. Raises LedgerError where another
    program has it open for too long, and DatabaseError where the file is not SQLite file.
    """
    with ExitStack() as late, closing(connection.open_alone(path, turn)) as live:
        yield HeldLedger(path, live, late)


def keep_beside(path: Path, now: datetime, late: ExitStack) -> Path:
    """Keep the file of a ledger that nobody else uses, byte by byte, under a dated name beside it. Returns that name.
    Raises LedgerError. The file stays open until `late` is: to close it would take away the locks that SQLite has on
    it (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    stamp = f"{path.name}.replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    name, number = stamp, 2
    while any(os.path.lexists(path.with_name(f"{name}{end}")) for end in ("", *_BESIDE)):
        name, number = f"{stamp}-{number}", number + 1
    for end in ("-wal", "-journal", ""):  # the file itself last: with it the copy is whole
        part = path.with_name(path.name + end)
        if not end or (part.is_file() and part.stat().st_size):
            _copy(part, path.with_name(name + end), late)
    return path.with_name(name)


def _copy(part: Path, target: Path, late: ExitStack) -> None:
    """Copy a file, to the last byte on the disk. Raises LedgerError."""
    with backup.draft_beside(target) as draft:
        try:
            source = late.enter_context(part.open("rb"))
            with draft.open("rb+") as copied:
                shutil.copyfileobj(source, copied, 1 << 20)
                copied.flush()
                os.fsync(copied.fileno())
        except OSError as error:
            raise LedgerError(
                tr(
                    "{target} can't be written: {reason}. The ledger is as it was.",
                    target=target,
                    reason=file_writer.reason(error),
                )
            ) from None
        backup.put(draft, target)


def overwrite(ledger: HeldLedger, draft: Path) -> None:
    """Put the content of a draft in the place of a ledger that is held: wholly, or not at all where the machine stops.
    Raises LedgerError.
    """
    try:
        sqlite.overwrite(ledger.live, draft)
    except OperationalError as error:
        raise file_errors.of_sqlite(ledger.path, error) from None
    except DatabaseError as error:
        raise file_errors.damaged(ledger.path, error) from None


def replace(path: Path, draft: Path) -> None:
    """Put a draft in the place of a file that SQLite can't open, and of which a copy is kept. Raises LedgerError."""
    try:
        for end in _BESIDE:  # SQLite would take them for a part of the new file
            path.with_name(path.name + end).unlink(missing_ok=True)
        draft.replace(path)
        file_writer.sync_folder(path.parent)
    except OSError as error:
        raise file_errors.unreachable(path, error) from None
