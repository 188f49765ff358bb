"""What can be made anew from the facts of a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from aftersales import text
from aftersales.errors import LedgerError
from aftersales.language import tr
from aftersales.ledger import backup, checksums, connection, definitions, file_errors, sqlite
from aftersales.ledger.connection import Connection, Turn
from aftersales.ledger.migrations import apply
from aftersales.ledger.sqlite import DatabaseError
from aftersales.ledger.upkeep import exclusive
from aftersales.named_tuple import NamedTuple

_CLOCKS = "clocks"
_DERIVED = (_CLOCKS, "shop_rules")  # what follows from facts and rules, and may be lost


class Rebuilt(NamedTuple):
    """A file that was written anew: where the old one is kept, and which derived tables could not be read."""

    kept: Path
    lost: Sequence[str]


def is_broken(ledger: Connection) -> bool:
    """Whether the structure of the file is damaged, its indexes included. Reads the whole file."""
    return bool(sqlite.damage(ledger))


def rebuild(path: Path, now: datetime, turn: Turn) -> Rebuilt:
    """Write a damaged file anew from all that can be read in it, in the place of the old one, which is kept beside it.
    Raises LedgerError, and changes nothing, where a table of facts can't be read or another program uses the ledger.
    """
    try:
        with exclusive.held(path, turn) as ledger, backup.draft_beside(path) as draft:
            lost = _copied(ledger.live, draft)
            kept = exclusive.keep_beside(path, now, ledger.late)
            exclusive.overwrite(ledger, draft)
    except DatabaseError as error:
        raise (file_errors.of_sqlite if sqlite.is_unwritten(error) else _unreadable)(path, error) from None
    return Rebuilt(kept, lost)


def _copied(live: Connection, draft: Path) -> list[str]:
    """Copy all tables into the draft, with what belongs to them. Returns the derived tables that can't be read. Raises
    DatabaseError where another can't.
    """
    parts = definitions.schema(live)
    tables = [name for kind, name, _ in parts if kind == "table"]
    with closing(sqlite.connect(draft, "mode=rw", 0)) as new:
        sqlite.set_application(new, connection.APPLICATION_ID)
        sqlite.set_version(new, sqlite.version(live))
        for kind, _, sql in parts:
            if kind == "table":
                new.execute(sql)
    lost = []
    with sqlite.attached(live, draft, "repaired"):
        for table in tables:
            try:
                sqlite.copy_rows(live, table, "repaired")
            except DatabaseError as error:
                if table not in _DERIVED or sqlite.is_unwritten(error):
                    raise
                lost.append(table)
        sqlite.copy_sequence(live, "repaired")
    with closing(sqlite.connect(draft, "mode=rw", 0)) as new:
        for kind, _, sql in parts:
            if kind != "table":
                new.execute(sql)
        if _CLOCKS in lost:
            new.execute("UPDATE cases SET rules = ''")  # no deadline of older rules is there to be kept
    return lost


def restore_parts(ledger: Connection) -> list[str]:
    """Make the triggers, indexes and views anew that are missing or altered, inside the caller's transaction. Returns
    their names.
    """
    model, present = apply.model(), definitions.parts(ledger)
    statements = {(kind, name): sql for kind, name, sql in model.definitions}
    wrong = [part for part, sql in model.parts.items() if present.get(part) != sql]
    for kind, name in wrong:
        ledger.execute(f'DROP {kind} IF EXISTS "{name}"')
    for part in wrong:
        ledger.execute(statements[part])
    return [name for _, name in wrong]


def accept_facts(ledger: Connection) -> None:
    """Take the facts as they are now for those that were written, inside the caller's transaction."""
    checksums.renew_all(ledger)


def _unreadable(path: Path, error: BaseException) -> LedgerError:
    said = tr(
        "{path} can't be repaired: facts in it can't be read ({error}). The file is as it was. Put a backup in its "
        "place: aftersales ledger restore FILE.",
        path=path,
        error=error,
    )
    otherwise = tr(
        "Without one, move the file away, make a new ledger with `aftersales init`, and import your files again."
    )
    return LedgerError(text.sentences([said, file_errors.newest_backup(path) or otherwise]))
