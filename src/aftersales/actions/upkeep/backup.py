"""A backup of the ledger, in a folder or under a name."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Self

from aftersales.context.app import App
from aftersales.errors import LedgerError, UsageError
from aftersales.language import tr
from aftersales.ledger import backup, connection
from aftersales.ledger.connection import Connection
from aftersales.ledger.upkeep import backup_folder
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.setup.backup import BackupRow

_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


class BackupTarget(NamedTuple):
    """Where a copy goes: a file, or a folder in which it gets a dated name."""

    path: Path
    is_folder: bool

    @classmethod
    def of(cls, typed: str, keep: int | None) -> Self:
        """What was typed. A name that ends in a slash is a folder; with `keep`, one without an ending too. Raises
        UsageError.
        """
        if typed == "-":
            raise UsageError(tr("a backup can't go to stdout. Name a file or a folder."))
        path = Path(typed)
        is_new = not os.path.lexists(path)
        made = is_new and (typed.endswith(_SEPARATORS) or (keep is not None and not path.suffix))
        return cls(path, made or path.is_dir())


def run(app: App, target: BackupTarget | None, keep: int | None) -> BackupRow:
    """Copy the ledger to a file, or into a folder under a dated name, where the oldest copies go until `keep` are left.
    Raises LedgerError, UsageError.
    """
    ledger = app.configuration.ledger_file
    # As it is: a copy must be had whatever is wrong with the configuration or the rules, and changes nothing.
    with closing(connection.read(ledger, older=True)) as opened:
        wanted, is_folder = target or BackupTarget(backup_folder.default_folder(ledger), is_folder=True)
        if keep is not None and not is_folder:
            raise UsageError(
                tr(
                    "--keep needs a folder of backups; {target} is not a folder. Name one, such as backups.",
                    target=wanted,
                )
            )
        file = _copied_into(wanted, opened, ledger, app.now) if is_folder else wanted
        if not is_folder:
            backup.copy(opened, file)
    removed = backup_folder.remove_older(wanted, ledger, file, keep) if keep else []
    return BackupRow(str(ledger), str(file), file.stat().st_size, [str(path) for path in removed])


def _copied_into(folder: Path, opened: Connection, ledger: Path, now: datetime) -> Path:
    """Copy the ledger into a folder under a dated name. Raises LedgerError."""
    backup_folder.made(folder)
    while True:
        file = backup_folder.dated_name(folder, ledger, now)
        try:
            backup.copy(opened, file)
        except LedgerError:
            if not os.path.lexists(file):
                raise
        else:
            return file  # else another backup of this second took the name meanwhile: the next is free
