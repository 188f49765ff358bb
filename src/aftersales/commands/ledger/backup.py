"""`ledger backup`: a whole and consistent copy."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.language import mark, tr, trn
from aftersales.rendering.fields.setup.backup import BACKUP_FIELDS
from aftersales.rendering.fields.view import View


def backup(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help=mark("Where the copy goes: in a folder it gets a dated name (default: `backups` beside the ledger)."),
        ),
    ] = None,
    keep: Annotated[
        int | None,
        typer.Option("--keep", metavar="N", min=1, help=mark("Keep the newest N in that folder; older ones go.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a complete, consistent copy of the ledger, even while it is in use. The copy is checked once it is on the
    disk, and only you can read it.
    """
    from aftersales.actions.upkeep import backup as action

    app: App = ctx.obj
    row = action.run(app, None if target is None else action.BackupTarget.of(target, keep), keep)
    if as_json:
        app.output.emit_object(View(BACKUP_FIELDS, [row]), several=False)
    app.output.notice(tr("{target} is now a copy of {ledger}.", target=row.file, ledger=row.ledger))
    if row.removed:
        app.output.notice(trn("Removed {count} older copy.", "Removed {count} older copies.", len(row.removed)))
