"""Copies of the ledger, whole and never over another file."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import time

from aftersales import file_lock, file_writer
from aftersales.errors import LedgerError
from aftersales.language import tr
from aftersales.ledger import checksums, file_errors, sqlite
from aftersales.ledger.sqlite import Connection, DatabaseError, OperationalError
from aftersales.processes.termination import unwinding

_PREFIX = ".ledger-draft-"
_BESIDE = ("-journal", "-wal", "-shm")  # what SQLite lays beside a file
_CAN_LOCK = sys.platform != "win32"  # there a lock keeps SQLite from writing, too


def before_upgrade(source: Connection, path: Path, version: int) -> None:
    """Keep the ledger at `path`, read through `source`, as it is before an upgrade from this version. A copy that is
    there already stays: the new one is dropped where it is the same, and gets a number of its own where it is not.
    """
    import filecmp

    first = path.with_name(f"{path.name}.before-{version + 1}")
    names = [first, *(first.with_name(f"{first.name}.{n}") for n in range(2, 1000))]
    with draft_beside(first) as draft:
        fill(source, draft, first, deep=False)  # a changed fact must not keep anybody from the new version
        for target in names:
            if not os.path.lexists(target):
                put(draft, target)
                return
            with suppress(OSError):  # one that can't be read is another
                if target.is_file() and filecmp.cmp(draft, target, shallow=False):
                    return
    raise LedgerError(
        tr("{path}: there are a thousand backups in its folder. Move some away. Nothing was written.", path=path)
    )


def copy(source: Connection, target: Path) -> None:
    """Copy the ledger open in `source`, whole and consistent, while it is in use; the copy is for its owner only.
    Raises LedgerError where the target is there already or can't be written, or the ledger is damaged.
    """
    if os.path.lexists(target):  # told before the ledger is copied
        raise LedgerError(tr("{target} already exists. Give another file name.", target=target))
    try:
        with draft_beside(target) as draft:
            fill(source, draft, target)
            put(draft, target)
    except FileExistsError:
        raise LedgerError(tr("{target} already exists. Give another file name.", target=target)) from None


@contextmanager
def draft_beside(target: Path) -> Iterator[Path]:
    """An empty file in the target's folder, for its owner only, that is gone at the end, however that comes. Raises
    LedgerError where it can't be made.
    """
    sweep(target.parent)
    handle, draft = _draft_in(target.parent, target)
    with unwinding():
        try:
            yield draft
        finally:
            _remove(draft)
            if _CAN_LOCK:
                os.close(handle)


def _draft_in(folder: Path, target: Path) -> tuple[int, Path]:
    """An empty file with a lock that ends with the process, so that others know whether somebody still writes it. Its
    handle is to be closed last: to close one takes the locks away that SQLite has on the same file.
    """
    while True:
        try:
            handle, name = tempfile.mkstemp(dir=folder, prefix=_PREFIX)
        except OSError as error:
            raise LedgerError(
                tr(
                    "{target} can't be written: {reason}. Nothing was written.",
                    target=target,
                    reason=file_writer.reason(error),
                )
            ) from None
        if not _CAN_LOCK:
            os.close(handle)
            return handle, Path(name)
        if file_lock.taken(handle) and file_lock.lies_at(handle, Path(name)):
            return handle, Path(name)
        os.close(handle)  # another swept it away before it was locked


def sweep(folder: Path) -> None:
    """Take away the drafts in a folder that processes left which were killed."""
    for draft in abandoned(folder):
        with suppress(OSError):
            _remove(draft)


def abandoned(folder: Path) -> list[Path]:
    """The drafts in a folder that nobody writes any more."""
    drafts: list[Path] = []
    with suppress(OSError):
        drafts = [draft for draft in folder.glob(f"{_PREFIX}*") if not draft.name.endswith(_BESIDE)]
    return [draft for draft in drafts if _is_abandoned(draft)]


def _is_abandoned(draft: Path) -> bool:
    """Whether the process is gone that wrote a draft. Where that can't be known, a draft of an hour ago is."""
    try:
        if not _CAN_LOCK:
            return draft.stat().st_mtime < time() - 3600
        handle = os.open(draft, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        return file_lock.taken(handle)
    finally:
        os.close(handle)


def _remove(draft: Path) -> None:
    """Take away a draft, and what SQLite laid beside it."""
    for end in ("", *_BESIDE):
        draft.with_name(draft.name + end).unlink(missing_ok=True)


def fill(source: Connection, draft: Path, target: Path, *, deep: bool = True) -> None:
    """Copy the ledger into the draft, to the last byte on the disk, and prove the copy; with `deep` each fact too.
    `target` is what the draft is for. Raises LedgerError.
    """
    try:
        damage = sqlite.copy(source, draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        damage = damage or _damage(draft, deep=deep)
    except OperationalError as error:
        raise file_errors.of_sqlite(target, error) from None
    except DatabaseError as error:
        raise _damaged_source(str(error)) from None
    except OSError as error:
        raise LedgerError(
            tr(
                "{target} can't be written: {reason}. Nothing was written.",
                target=target,
                reason=file_writer.reason(error),
            )
        ) from None
    if damage:
        raise _damaged_source(damage)


def _damaged_source(problem: str) -> LedgerError:
    return LedgerError(
        tr(
            "the ledger is damaged: {problem}. No copy was made. `aftersales ledger check --deep` says what to do.",
            problem=problem,
        )
    )


def _damage(draft: Path, *, deep: bool) -> str | None:
    """What is wrong with a copy, read anew from the disk; None where it is sound."""
    with closing(sqlite.connect(draft, "mode=ro&immutable=1", 0)) as copied:
        if (damage := sqlite.quick_damage(copied)) or not (deep and checksums.is_kept(copied)):
            return damage
        changed = next(checksums.damaged(copied), None)
        return None if changed is None else tr("facts in {table} have changed in the file", table=changed.table)


def put(draft: Path, target: Path) -> None:
    """Give the draft its name, for good even where the machine stops at once. Never over another file: raises
    FileExistsError where the target is there, and LedgerError where it can't be written.
    """
    try:
        try:
            os.link(draft, target)
        except FileExistsError:
            raise
        except OSError:  # a disk that knows no second name for a file
            if os.path.lexists(target):
                raise FileExistsError(target) from None
            draft.rename(target)
        file_writer.sync_folder(target.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise LedgerError(
            tr(
                "{target} can't be written: {reason}. Nothing was written.",
                target=target,
                reason=file_writer.reason(error),
            )
        ) from None
