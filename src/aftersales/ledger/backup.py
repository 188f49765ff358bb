"""Copies of the ledger, whole and never over another file."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from aftersales.errors import LedgerError
from aftersales.ledger import sqlite
from aftersales.ledger.sqlite import Connection, DatabaseError


def before_upgrade(source: Connection, path: Path, version: int) -> None:
    """Keep the ledger at `path`, read through `source`, as it is before an upgrade from this version. A copy that is
    there already stays: the new one is dropped where it is the same, and gets a number of its own where it is not.
    """
    import filecmp

    first = path.with_name(f"{path.name}.before-{version + 1}")
    names = [first, *(first.with_name(f"{first.name}.{n}") for n in range(2, 1000))]
    draft = _draft(source, first)
    try:
        for target in names:
            if not target.exists():
                put(draft, target)
                return
            if filecmp.cmp(draft, target, shallow=False):
                return
        raise LedgerError(f"{path}: a thousand backups lie beside it. Move some away. Nothing was written.")
    finally:
        draft.unlink(missing_ok=True)


def copy(source: Connection, target: Path) -> None:
    """Copy the ledger open in `source`, whole and consistent, while it is in use; the copy is for its owner only.
    Raises LedgerError where the target is there already or can't be written, or the ledger is damaged.
    """
    if target.exists():  # told before the ledger is copied
        raise LedgerError(f"{target} is there already; name a new file.")
    draft = _draft(source, target)
    try:
        put(draft, target)
    except FileExistsError:
        raise LedgerError(f"{target} is there already; name a new file.") from None
    finally:
        draft.unlink(missing_ok=True)


def _draft(source: Connection, target: Path) -> Path:
    """A sound copy of the ledger in the target's folder, on the disk to its last byte, under a name of its own."""
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".backup-")  # for its owner only
    except OSError as error:
        raise LedgerError(f"{target} can't be written: {error.strerror}. Nothing was written.") from None
    os.close(handle)
    draft = Path(name)
    try:
        _fill(source, draft)
    except DatabaseError as error:
        draft.unlink(missing_ok=True)
        raise LedgerError(f"{target} can't be written: {error}. No copy was made.") from None
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise LedgerError(f"{target} can't be written: {error.strerror}. No copy was made.") from None
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _fill(source: Connection, draft: Path) -> None:
    if damage := sqlite.copy(source, draft):
        raise LedgerError(f"the ledger is damaged: {damage}. No copy was made.")
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


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
            if target.exists():
                raise FileExistsError(target) from None
            draft.rename(target)
        _sync_folder(target.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise LedgerError(f"{target} can't be written: {error.strerror}. Nothing was written.") from None


def _sync_folder(folder: Path) -> None:
    with suppress(OSError, AttributeError):  # Windows opens no folder, and needs none
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
