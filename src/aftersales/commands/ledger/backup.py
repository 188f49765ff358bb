"""`ledger backup`: a whole and consistent copy."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.language import mark, tr
from aftersales.ledger import connection
from aftersales.rendering.fields.setup.backup import BACKUP_FIELDS, BackupRow
from aftersales.rendering.fields.view import View


def backup(
    ctx: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE", help=mark("Where the copy goes."))],
    as_json: Json = False,
) -> None:
    """Make a complete, consistent copy of the ledger, even while it is in use. Only you can read the copy."""
    from aftersales.ledger import backup as backups

    app: App = ctx.obj
    # As it is: a copy must be had whatever is wrong with the configuration or the rules, and changes nothing.
    with closing(connection.read(app.configuration.ledger_file, older=True)) as ledger:
        backups.copy(ledger, target)
    if as_json:
        row = BackupRow(str(app.configuration.ledger_file), str(target), target.stat().st_size)
        app.output.emit_object(View(BACKUP_FIELDS, [row]), several=False)
    app.output.notice(tr("{target} is now a copy of {ledger}.", target=target, ledger=app.configuration.ledger_file))
