"""A backup put in the place of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path

from aftersales import text
from aftersales.errors import LedgerError, NotALedger
from aftersales.language import tr
from aftersales.ledger import backup, connection, definitions, file_errors
from aftersales.ledger.connection import Connection, Turn
from aftersales.ledger.sqlite import DatabaseError
from aftersales.ledger.upkeep import exclusive, maintenance, repair
from aftersales.named_tuple import NamedTuple


class LedgerContent(NamedTuple):
    """What a ledger holds: its schema, how many cases and orders, and when something was written last (ISO 8601, UTC);
    None where nothing was.
    """

    version: int
    cases: int
    orders: int
    written_at: str | None


def content(ledger: Connection) -> LedgerContent:
    """What a ledger of any version holds."""
    # Before schema 4 there was no log.
    written = f"SELECT max(recorded_at) FROM {'writes' if definitions.has_table(ledger, 'writes') else 'events'}"
    cases, orders, at = ledger.execute(
        f"SELECT (SELECT count(*) FROM cases), (SELECT count(*) FROM orders), ({written})"
    ).fetchone()
    return LedgerContent(maintenance.version(ledger), cases, orders, at)


def content_of(path: Path) -> LedgerContent | None:
    """What the ledger holds that is to be replaced; None where there is none, or it can't be read."""
    try:
        with closing(connection.read(path, older=True)) as ledger:
            return content(ledger)
    except (LedgerError, DatabaseError):
        return None


@contextmanager
def checked_copy(file: Path, ledger: Path) -> Iterator[tuple[Path, LedgerContent]]:
    """A copy of a backup beside the ledger, checked and brought up to date, with what the backup holds; it is gone at
    the end. Raises LedgerError where the backup is damaged, no ledger, of a newer version, or the ledger itself.
    """
    if not file.exists():
        raise LedgerError(tr("there is no file {file}. The ledger is as it was.", file=file))
    _refuse_itself(file, ledger)
    try:
        ledger.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise file_errors.not_made(ledger, error) from None
    with closing(_opened(file, ledger)) as source, backup.draft_beside(ledger) as draft:
        try:
            held = content(source)
            backup.fill(source, draft, ledger, deep=False)  # the facts are looked at below
            with connection.changing_copy(draft) as copied:  # its triggers too: they are no fact
                repair.restore_parts(copied)
        except DatabaseError as error:
            raise _damaged(file, str(error), ledger) from None
        with closing(connection.read(draft)) as copied:
            if faults := [fault for fault in maintenance.faults(copied, deep=True) if not fault.harmless]:
                raise LedgerError(
                    tr(
                        "{file} has faults: {fault}. The ledger is as it was. `aftersales ledger check --deep --ledger "
                        "{file}` tells all of them; name another backup.",
                        file=file,
                        fault=faults[0].sentence,
                    )
                )
        yield draft, held


def _opened(file: Path, ledger: Path) -> Connection:
    """A backup, open for reading. Raises LedgerError about the backup, not about the ledger."""
    try:
        opened = connection.read(file, older=True)
    except NotALedger as error:
        raise file_errors.no_backup(error.problem, ledger) from None
    if damage := maintenance.quick_damage(opened):
        opened.close()
        raise _damaged(file, damage, ledger)
    return opened


def _damaged(file: Path, problem: str, ledger: Path) -> LedgerError:
    said = tr("{file} is damaged: {problem}.", file=file, problem=text.excerpt(problem, 120))
    return file_errors.no_backup(said, ledger)


def _refuse_itself(file: Path, ledger: Path) -> None:
    try:
        if file.samefile(ledger):
            raise LedgerError(tr("{file} is the ledger itself. Name a backup of it.", file=file))
    except OSError:  # one of them is not there, which is told where it is opened
        pass


def put_in_place(draft: Path, path: Path, now: datetime, turn: Turn) -> Path | None:
    """Put a draft in the place of the ledger, and return the name under which the old file is kept beside it; None
    where there was none. Raises LedgerError where another program uses the ledger, and then nothing has changed.
    """
    if not path.exists():
        file_errors.refuse_dangling(path)
        try:
            backup.put(draft, path)
        except FileExistsError:
            raise file_errors.appeared(path) from None
        return None
    try:
        with exclusive.held(path, turn) as ledger:
            kept = exclusive.keep_beside(path, now, ledger.late)
            exclusive.overwrite(ledger, draft)
    except DatabaseError:  # SQLite can't open it, so nobody uses it
        with ExitStack() as late:
            kept = exclusive.keep_beside(path, now, late)
        exclusive.replace(path, draft)
    return kept
