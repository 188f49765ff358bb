"""Errors of a ledger's file, each with what to do."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from aftersales.errors import LedgerAppeared, LedgerError, NotALedger
from aftersales.language import tr
from aftersales.ledger import sqlite

BACKUPS = "backups"  # the folder beside the ledger in which they are if no other is named


def backup_names(ledger: Path) -> re.Pattern[str]:
    """The dated names of a ledger's backups, such as `ledger-20261124T090000Z-2.db`: the date, and the number of those
    of one second.
    """
    return re.compile(rf"{re.escape(ledger.stem)}-(\d{{8}}T\d{{6}}Z)(?:-(\d+))?\.db", re.ASCII)


def newest_backup(ledger: Path) -> str:
    """Which backup in the folder beside the ledger is the newest, in a sentence; empty where there is none."""
    folder, names = ledger.parent / BACKUPS, backup_names(ledger)
    try:
        dated = [
            (match[1], int(match[2] or 1), match[0])
            for file in folder.iterdir()
            if (match := names.fullmatch(file.name))
        ]
    except OSError:
        return ""
    return tr("The newest one in {folder}: {file}", folder=folder, file=max(dated)[2]) if dated else ""


def of_sqlite(path: Path, error: BaseException) -> LedgerError:
    """What SQLite refused."""
    cause = sqlite.cause(error)
    if cause == "busy":
        return _busy(path)
    if cause == "failing":
        return not_written(path, OSError(errno.EIO, ""))
    if cause == "full":  # SQLite doesn't say which
        reason = tr("the disk or the folder for temporary files is full; free some room")
        return LedgerError(tr("{path} can't be written: {reason}. Nothing was written.", path=path, reason=reason))
    if cause == "read-only":
        return LedgerError(tr("{path} can't be written. Check the permissions of the file and its folder.", path=path))
    if cause == "unopened":
        return LedgerError(tr("{path} can't be opened. Check the permissions of the file and its folder.", path=path))
    return LedgerError(tr("{path}: {what}. Nothing was written.", path=path, what=error))


def not_written(path: Path, error: OSError) -> LedgerError:
    """The operating system took no more bytes, and what there was is as before."""
    from aftersales import file_writer  # only for a mistake

    return LedgerError(
        tr("{path} can't be written: {reason}. Nothing was written.", path=path, reason=file_writer.reason(error))
    )


def _busy(path: Path) -> LedgerError:
    """Another program holds the file: which one, where it left its name."""
    from aftersales import file_lock  # only for a mistake

    if known := file_lock.holder(path):
        return LedgerError(
            tr(
                "{path} is busy: another aftersales ({holder}) is writing. Nothing was written. Try again when it has "
                "finished; if it hangs, end it.",
                path=path,
                holder=known,
            )
        )
    return LedgerError(
        tr(
            "{path} is busy: another program is using it. Close that program, such as a database viewer, and try "
            "again. Nothing was written.",
            path=path,
        )
    )


def unreachable(path: Path, error: OSError) -> LedgerError:
    """The operating system can't say whether there is a file."""
    return LedgerError(
        tr(
            "{path} can't be opened: {strerror}. Check the permissions of its folder.",
            path=path,
            strerror=error.strerror,
        )
    )


def missing(path: Path) -> LedgerError:
    """There is no file."""
    return LedgerError(
        tr("no ledger at {path}. Make one with `aftersales init`, or name one with --ledger.", path=path)
    )


def dangling(path: Path) -> LedgerError:
    """The path is a link to a file that is not there."""
    return LedgerError(
        tr(
            "{path} is a link to {target}, which isn't there. Connect its drive, or name another ledger with --ledger.",
            path=path,
            target=path.readlink(),
        )
    )


_LONGEST = 255  # bytes of a file's name, on the disks of all systems
_BESIDE = "-journal"  # the longest of the endings that SQLite gives the files beside one


def refuse_long_name(path: Path) -> None:
    """Raise LedgerError where the files beside a new ledger would have names that are too long."""
    if len(os.fsencode(path.name)) + len(_BESIDE) > _LONGEST:
        raise LedgerError(
            tr(
                "{path}: its name is too long. Files beside it need {count} characters more.",
                path=path,
                count=len(_BESIDE),
            )
        )


def refuse_dangling(path: Path) -> None:
    """Raise LedgerError where the path is a link to a file that is not there."""
    if path.is_symlink():
        raise dangling(path)


def refuse_missing(path: Path) -> None:
    """Raise LedgerError where there is no ledger to open, with what to do."""
    try:
        if path.exists():
            return
    except OSError as error:
        raise unreachable(path, error) from None
    refuse_dangling(path)
    raise missing(path)


def _not_a_ledger(problem: str, *advice: str) -> NotALedger:
    from aftersales import text  # only for a mistake

    return NotALedger(problem, text.sentences([problem, *advice]))


def no_file(path: Path) -> NotALedger:
    """A folder, a pipe or a device."""
    return _not_a_ledger(
        tr("{path} is a folder, not a ledger.", path=path)
        if path.is_dir()
        else tr("{path} is not a regular file, so it is not a ledger.", path=path),
        tr("Name the ledger's file."),
    )


def old_library() -> LedgerError:
    """The SQLite that Python came with is too old."""
    return LedgerError(
        tr("SQLite {library} is too old: the ledger needs 3.37 or newer. Update Python.", library=sqlite.LIBRARY)
    )


def damaged(path: Path, error: BaseException) -> NotALedger:
    """No SQLite file, or a damaged one."""
    return _not_a_ledger(
        tr("{path} is not a ledger, or is damaged: {error}.", path=path, error=error),
        tr("Name another file with --ledger, or put a backup in its place: aftersales ledger restore FILE."),
        newest_backup(path),
    )


def split(path: Path) -> LedgerError:
    """Part of the ledger stands in a file beside it that can't be read, since SQLite can't make another one there."""
    reason = (
        tr("the disk may be full. Free some room")
        if os.access(path.parent, os.W_OK)
        else tr("the folder {parent} can't be written. Check its permissions", parent=path.parent)
    )
    return LedgerError(
        tr(
            "{path} can't be read: its newest part is in a file beside it, and {reason}. Nothing was lost.",
            path=path,
            reason=reason,
        )
    )


def not_made(path: Path, error: OSError) -> LedgerError:
    """The folder of a new ledger can't be made."""
    from aftersales import file_writer  # only for a mistake

    return LedgerError(tr("{path}: can't be made: {reason}.", path=path, reason=file_writer.reason(error)))


def appeared(path: Path) -> LedgerAppeared:
    """Another program made the ledger first."""
    return LedgerAppeared(
        tr("{path} was made by another aftersales just now. Nothing was written; try again.", path=path)
    )


def empty(path: Path) -> NotALedger:
    """A file with nothing in it."""
    return _not_a_ledger(
        tr("{path} is an empty file, not a ledger.", path=path),
        tr("Put a backup in its place: `aftersales ledger restore FILE`. Or make a new one with `aftersales init`."),
        newest_backup(path),
    )


def older(path: Path) -> LedgerError:
    """A ledger of an earlier version, which can't be read as it is."""
    return LedgerError(
        tr(
            "{path} was written by an older aftersales. Any command that writes brings it up to date, "
            "such as `aftersales import`.",
            path=path,
        )
    )


def newer(path: Path, version: int, known: int) -> LedgerError:
    """A ledger of a later version than is known here."""
    return LedgerError(
        tr(
            "{path} was written by a newer aftersales (schema {version}; this one knows {known}). Update aftersales.",
            path=path,
            version=version,
            known=known,
        )
    )


def refuse_unknown(path: Path, version: int, known: int, *, empty: bool) -> None:
    """Raise LedgerError for a schema version that is not known here, or that no aftersales wrote."""
    if version > known:
        raise newer(path, version, known)
    if not empty and version < 1:
        raise invalid_version(path, version)


def foreign(path: Path) -> NotALedger:
    """A file of another program."""
    return _not_a_ledger(
        tr("{path} is a SQLite file, but not a ledger of aftersales.", path=path), tr("Name another with --ledger.")
    )


def invalid_version(path: Path, version: int) -> NotALedger:
    """A schema version that no aftersales wrote."""
    return _not_a_ledger(
        tr("{path} has the invalid schema version {version}.", path=path, version=version),
        tr("Put a backup in its place: aftersales ledger restore FILE."),
        newest_backup(path),
    )


def no_backup(problem: str, ledger: Path) -> LedgerError:
    """What was to be put in the place of the ledger can't be: `problem` is the sentence about it."""
    from aftersales import text  # only for a mistake

    return LedgerError(
        text.sentences([problem, tr("The ledger is as it was. Name another backup."), newest_backup(ledger)])
    )


def changed_by_hand(path: Path, error: BaseException) -> LedgerError:
    """An older ledger with something in it that its migrations trip over."""
    return LedgerError(
        tr(
            "{path} can't be brought up to date: {error}. Nothing was changed. Something in it is not as "
            "aftersales left it: take out what was added by hand, or put a backup in its place.",
            path=path,
            error=error,
        )
    )
