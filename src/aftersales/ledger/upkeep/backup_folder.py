"""Backups in a folder: dated names, and how many stay."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from aftersales import file_writer
from aftersales.errors import LedgerError
from aftersales.language import tr
from aftersales.ledger import connection, file_errors

_HEADER = (
    100  # bytes of a SQLite file before its first table: https://www.sqlite.org/fileformat2.html#the_database_header
)
_MARK = slice(68, 72)  # where that has the number by which a file says whose it is


def default_folder(ledger: Path) -> Path:
    """Where backups go if no place is named: a folder beside the ledger."""
    return ledger.parent / file_errors.BACKUPS


def made(folder: Path) -> Path:
    """The folder, for its owner only if it was not there. Raises LedgerError."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise LedgerError(
            tr("{folder} can't be made: {reason}. No copy was made.", folder=folder, reason=file_writer.reason(error))
        ) from None
    return folder


def dated_name(folder: Path, ledger: Path, now: datetime) -> Path:
    """A name for a backup that is free in a folder, such as `ledger-20261124T090000Z.db`: UTC, so that the order of the
    names is that of the backups when clocks are put back too.
    """
    stamp = f"{ledger.stem}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    name, number = f"{stamp}.db", 2
    while os.path.lexists(folder / name):
        name, number = f"{stamp}-{number}.db", number + 1
    return folder / name


def remove_older(folder: Path, ledger: Path, made: Path, keep: int) -> list[Path]:
    """Remove the oldest backups of this ledger until `keep` are left, and return them. The one just `made` stays,
    whatever the clock says; so does every file that is not a backup which this program named. Raises LedgerError.
    """
    others = [path for _, path in sorted(_backups(folder, ledger), reverse=True) if path != made]
    removed = []
    for path in others[max(keep - 1, 0) :]:
        try:
            path.unlink()
        except OSError as error:
            raise LedgerError(
                tr(
                    "{made} was made. The older backup {path} can't be removed: {reason}.",
                    made=made,
                    path=path,
                    reason=file_writer.reason(error),
                )
            ) from None
        removed.append(path)
    return removed


def _backups(folder: Path, ledger: Path) -> Iterator[tuple[tuple[str, int], Path]]:
    """The backups of a ledger in a folder, each with what orders them."""
    pattern = file_errors.backup_names(ledger)
    for path in folder.iterdir():
        if (named := pattern.fullmatch(path.name)) and not path.is_symlink() and _is_ledger(path):
            yield (named[1], int(named[2] or 1)), path


def _is_ledger(path: Path) -> bool:
    """Whether a file says in its header that it is a ledger."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError:
        return False
    return header.startswith(b"SQLite format 3\0") and int.from_bytes(header[_MARK]) == connection.APPLICATION_ID
