"""A backup of the ledger, in a folder or under a name."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.ledger import backup, connection
from aftersales.ledger.upkeep import backup_folder
from aftersales.rendering.fields.setup.backup import BackupRow


def run(app: App, target: Path | None, keep: int | None) -> BackupRow:
    """Copy the ledger to a file, or into a folder under a dated name, where the oldest copies go until `keep` are left.
    Raises LedgerError, UsageError.
    """
    ledger = app.configuration.ledger_file
    # As it is: a copy must be had whatever is wrong with the configuration or the rules, and changes nothing.
    with closing(connection.read(ledger, older=True)) as opened:
        wanted = backup_folder.default_folder(ledger) if target is None else target
        folder = wanted if target is None or _is_folder(wanted, keep) else None
        if folder is None and keep is not None:
            raise UsageError(
                tr("--keep needs a folder of backups; {target} is no folder. Name one, such as backups.", target=target)
            )
        file = wanted if folder is None else backup_folder.dated_name(backup_folder.made(folder), ledger, app.now)
        backup.copy(opened, file)
    removed = backup_folder.remove_older(folder, ledger, file, keep) if folder and keep else []
    return BackupRow(str(ledger), str(file), file.stat().st_size, [str(path) for path in removed])


def _is_folder(target: Path, keep: int | None) -> bool:
    """Whether a copy goes into a folder. With `keep`, a name without an ending is one that is made now."""
    return target.is_dir() or (keep is not None and not target.exists() and not target.suffix)
