"""Writes of the ledger, each wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from aftersales.ledger import file_errors, sqlite
from aftersales.ledger.connection import USUAL, Turn, bring_up_to_date, check, locked, patiently, undo
from aftersales.ledger.sqlite import Connection, OperationalError


@contextmanager
def transaction(
    connection: Connection,
    path: Path,
    *,
    keep: bool = True,
    turn: Turn = USUAL,
    making: bool = False,
) -> Iterator[None]:
    """One write, all or nothing. `keep=False` (a dry run) takes everything back at the end. `making`: an empty file
    gets its tables first, in the same transaction.
    """
    with locked(connection, path, turn):
        try:
            # Looked at again: another program may have made or upgraded the ledger while this one waited for its turn.
            if check(connection, path, fresh=making) == 0:
                bring_up_to_date(connection)
            yield
            _end(connection, keep=keep)
        except OperationalError as error:
            undo(connection)
            raise file_errors.of_sqlite(path, error) from None
        except BaseException:
            undo(connection)
            raise


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """A transaction that sees the ledger as it is now, and that `stored` may let write. Nobody waits for it. What is
    not stored is taken back at the end. Who stores has looked that every row belongs to something.
    """
    sqlite.check_no_references(connection)
    sqlite.begin_reading(connection)
    try:
        yield
    finally:
        undo(connection)


@contextmanager
def stored(connection: Connection, path: Path, *, keep: bool = True, turn: Turn = USUAL) -> Iterator[bool]:
    """The write lock, for a transaction that began as a `snapshot`, which ends with this. Yields False, and stores
    nothing, where somebody wrote meanwhile. `keep=False` (a dry run) takes everything back at the end.
    """
    from aftersales import file_lock

    try:
        current = patiently(path, turn, lambda: sqlite.write_from_here(connection))
        if not current:
            yield False
            return
        with file_lock.named(path, turn.command):
            yield True
            _end(connection, keep=keep)
    except OperationalError as error:
        raise file_errors.of_sqlite(path, error) from None


def replaced(
    connection: Connection, path: Path, copied: Connection, is_current: Callable[[], bool], turn: Turn
) -> bool:
    """Put a changed copy in the ledger's place, in one short transaction. Returns False, and writes nothing, where
    `is_current` says that somebody wrote since the copy was made.
    """
    from aftersales import file_lock

    with ExitStack() as held:

        def begun() -> bool:
            held.enter_context(file_lock.named(path, turn.command))
            return is_current()

        try:
            return patiently(path, turn, lambda: sqlite.replace(connection, copied, begun))
        except OperationalError as error:
            raise file_errors.of_sqlite(path, error) from None


def _end(connection: Connection, *, keep: bool) -> None:
    """End a write, with the checksums of the facts that it changed."""
    if keep:
        from aftersales.ledger import checksums

        checksums.renew(connection)
    connection.execute("COMMIT" if keep else "ROLLBACK")
