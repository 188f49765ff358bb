"""Opening, making, locking and upgrading the ledger file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from aftersales.errors import LedgerError
from aftersales.ledger import file_errors, sqlite
from aftersales.ledger.sqlite import Connection as Connection  # code outside the ledger takes it from here
from aftersales.ledger.sqlite import DatabaseError, OperationalError
from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:
    from aftersales.file_lock import Tell

# The newest schema this version knows: the number of migrations in `schema`.
VERSION = 21
BUSY_SECONDS = 30.0  # how long a write waits for another to end
# Writers never stop readers. Another program that keeps the whole file does; a list does not wait long for it.
_READ_SECONDS = 5.0
_STEP = 0.2  # seconds that SQLite itself waits at a time: inside of it a run can't be interrupted
APPLICATION_ID = 0x61667473  # "afts": marks the file as a ledger

T = TypeVar("T")


class Turn(NamedTuple):
    """How a run takes its turn at the ledger: it waits at most so many `seconds`, is known to others by its `command`,
    and calls `tell` once where it has to wait.
    """

    seconds: float = BUSY_SECONDS
    command: str = "aftersales"
    tell: Tell | None = None


USUAL = Turn()


def read(path: Path, *, older: bool = False, turn: Turn = USUAL) -> Connection:
    """Open the ledger for reading only, one of an older version where `older` is set. Raises LedgerError with one
    sentence where it can't be read.
    """
    file_errors.refuse_missing(path)
    turn = turn._replace(seconds=min(turn.seconds, _READ_SECONDS))
    connection = _connect(path, "mode=ro")
    try:
        patiently(path, turn, lambda: check(connection, path, older=older))
        sqlite.wait_for_locks(connection, turn.seconds)
    except OperationalError as error:
        connection.close()
        if sqlite.is_busy(error):
            raise file_errors.of_sqlite(path, error) from None
        connection = _read_alone(path, turn, older=older)
    except BaseException:  # such as what is refused because an older version wrote it
        connection.close()
        raise
    sqlite.read_in_memory(connection)
    return connection


def _read_alone(path: Path, turn: Turn, *, older: bool) -> Connection:
    """Open for reading a ledger beside which SQLite can't make the files that let several programs share it: the disk
    is full, or the folder can't be written.
    """
    wal, journal = (path.with_name(path.name + end) for end in ("-wal", "-journal"))
    # Part of the ledger may stand in such a file, and only a program that may write can read both. Without one, nobody
    # is writing, and the file is complete as it is.
    split = any(file.exists() and file.stat().st_size for file in (wal, journal))
    connection = _connect(path, "mode=rw" if split else "mode=ro&immutable=1")
    try:
        if split:
            sqlite.keep_alone(connection)
        patiently(path, turn, lambda: check(connection, path, older=older))
    except OperationalError as error:
        connection.close()
        if sqlite.is_busy(error):
            raise file_errors.of_sqlite(path, error) from None
        raise file_errors.split(path) from None
    except BaseException:
        connection.close()
        raise
    return connection


def is_alone(connection: Connection) -> bool:
    """Whether no other connection can write while this one is open."""
    return sqlite.is_alone(connection)


def is_shared(connection: Connection) -> bool:
    """Whether others can write while this connection reads."""
    return sqlite.is_shared(connection)


def upgrade(path: Path, turn: Turn = USUAL) -> None:
    """Bring an older ledger up to date, for a command that reads before it writes. Raises LedgerError."""
    if not _is_of_today(path):
        with writing(path, turn=turn):
            pass


def _is_of_today(path: Path) -> bool:
    """Whether a file says of itself that it is a ledger of this version, which takes a fraction of the time in which
    SQLite reads what it is made of. False where it can't be read just now.
    """
    if not path.is_file():  # SQLite would wait for what somebody writes into a pipe
        return False
    try:
        with closing(sqlite.connect(path, "mode=ro", 0.0)) as connection:
            return sqlite.application(connection) == APPLICATION_ID and sqlite.version(connection) == VERSION
    except DatabaseError:
        return False


@contextmanager
def changing_copy(path: Path) -> Iterator[Connection]:
    """A copy of a ledger that nobody else knows of, open for a change, brought up to date without a backup. Raises
    LedgerError and what SQLite raises.
    """
    with closing(_connect(path, "mode=rw")) as copied:
        sqlite.begin_writing(copied)
        if check(copied, path, older=True) < VERSION:
            bring_up_to_date(copied)
        yield copied
        copied.execute("COMMIT")


def open_alone(path: Path, turn: Turn = USUAL) -> Connection:
    """Open a ledger so that no other program can read or write it until it is closed. Raises LedgerError where another
    has it open for too long, DatabaseError where the file can't be opened as one of SQLite.
    """
    connection = _connect(path, "mode=rw")
    try:
        patiently(path, turn, lambda: sqlite.take_alone(connection))
        sqlite.write_safely(connection)
    except OperationalError as error:
        connection.close()
        raise file_errors.of_sqlite(path, error) from None
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def writing(path: Path, *, making: bool = False, turn: Turn = USUAL) -> Iterator[Connection]:
    """The ledger open for writing, closed at the end. Raises LedgerError.

    `making`: where there is no ledger, one is made: under another name, so that it lies in its place wholly or not at
    all, however the making ends. Raises LedgerAppeared, and leaves nothing, where another program was faster.
    """
    if making and not path.exists():
        file_errors.refuse_dangling(path)
        file_errors.refuse_long_name(path)
        with _draft(path) as draft, closing(_write(draft, empty=True, turn=turn)) as connection:
            yield connection
    else:
        with closing(_write(path, empty=making, turn=turn)) as connection:
            yield connection


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, for its owner only, that gets this name at the end unless that is taken by then."""
    from aftersales.ledger import backup

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise file_errors.not_made(path, error) from None
    try:
        with backup.draft_beside(path) as draft:
            yield draft
            backup.put(draft, path)
    except FileExistsError:
        raise file_errors.appeared(path) from None


def _write(path: Path, *, empty: bool, turn: Turn) -> Connection:
    """Open for writing; an older ledger is upgraded, after a backup. `empty`: an empty file is taken too."""
    from aftersales.ledger import backup

    file_errors.refuse_missing(path)
    backup.sweep(path.parent)
    connection = _connect(path, "mode=rw")
    try:
        version = patiently(path, turn, lambda: check(connection, path, fresh=empty, older=True))
        if version:
            sqlite.share(connection)
            if version < VERSION:
                _upgrade(connection, path, turn)
        sqlite.write_safely(connection)
    except OperationalError as error:
        connection.close()
        raise file_errors.of_sqlite(path, error) from None
    except LedgerError:
        connection.close()
        raise
    return connection


@contextmanager
def locked(connection: Connection, path: Path, turn: Turn) -> Iterator[None]:
    """A transaction that holds the write lock is open, and others are told who holds it."""
    from aftersales import file_lock

    try:
        patiently(path, turn, lambda: sqlite.begin_writing(connection))
    except OperationalError as error:
        raise file_errors.of_sqlite(path, error) from None
    sqlite.wait_for_locks(connection, BUSY_SECONDS)
    with file_lock.named(path, turn.command):
        yield


def patiently(path: Path, turn: Turn, step: Callable[[], T]) -> T:
    """Do a step that needs a lock, again and again while another program has it. Raises OperationalError."""
    began, tell = monotonic(), turn.tell
    while True:
        try:
            return step()
        except OperationalError as error:
            waited = monotonic() - began
            if not sqlite.is_busy(error) or waited > turn.seconds:
                raise
        from aftersales import file_lock  # only where somebody waits

        if tell is not None and waited > file_lock.SOON:
            tell(path)
            tell = None


def undo(connection: Connection) -> None:
    """Take back the transaction that is open, where one is."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


_opened: list[Path] = []


def last_opened() -> Path | None:
    """The ledger that this run opened last, which may be why it came to grief; None for none."""
    return _opened[-1] if _opened else None


def _connect(path: Path, mode: str) -> Connection:
    _opened[:] = [path]
    if not path.is_file():
        raise file_errors.no_file(path)
    if sqlite.too_old():
        raise file_errors.old_library()
    try:
        return sqlite.connect(path, mode, _STEP)
    except OperationalError as error:
        raise file_errors.of_sqlite(path, error) from None


def check(connection: Connection, path: Path, *, fresh: bool = False, older: bool = False) -> int:
    """The file's schema version. Refuses what is not a ledger, what a newer version wrote, and, unless `older` is set,
    what an older one wrote; `fresh`: an empty file is taken.
    """
    try:
        version, application = sqlite.version(connection), sqlite.application(connection)
        empty = sqlite.is_empty(connection)
    except (DatabaseError, UnicodeDecodeError) as error:  # the latter for what SQLite says of a damaged schema
        if isinstance(error, OperationalError):
            raise
        raise file_errors.damaged(path, error) from None
    if not empty and application != APPLICATION_ID:
        raise file_errors.foreign(path)
    file_errors.refuse_unknown(path, version, VERSION, empty=empty)
    if version < VERSION and not fresh:
        if empty:
            raise file_errors.empty(path)
        if older:
            return version
        raise file_errors.older(path)
    return version


def _upgrade(connection: Connection, path: Path, turn: Turn) -> None:
    """Bring an older ledger up to date, wholly or not at all, after a backup. Of several programs that start at once,
    one does it; the others wait, and find it done.
    """
    with locked(connection, path, turn):
        try:
            version = check(connection, path, older=True)
            if version < VERSION:
                from aftersales.ledger import backup

                with closing(_connect(path, "mode=ro")) as source:  # SQLite copies nothing through one about to write
                    backup.before_upgrade(source, path, version)
                bring_up_to_date(connection)
            connection.execute("COMMIT")
        except OperationalError as error:
            undo(connection)
            if sqlite.is_busy(error) or sqlite.is_full(error):
                raise
            raise file_errors.changed_by_hand(path, error) from None
        except BaseException:
            undo(connection)
            raise


def bring_up_to_date(connection: Connection) -> None:
    """All tables, triggers and the version's number, inside the caller's transaction."""
    from aftersales.ledger.migrations.apply import migrate

    sqlite.set_application(connection, APPLICATION_ID)
    migrate(connection)
