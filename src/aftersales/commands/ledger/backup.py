"""`ledger backup`: a whole and consistent copy."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from aftersales.context.app import App
from aftersales.language import tr
from aftersales.ledger import connection


def backup(
    ctx: typer.Context, target: Annotated[Path, typer.Argument(metavar="FILE", help=tr("Where the copy goes."))]
) -> None:
    """Copy the ledger, whole and consistent, while it is in use. The copy is for its owner only."""
    from aftersales.ledger import backup as backups

    app: App = ctx.obj
    # As it is: a copy must be had whatever is wrong with the configuration or the rules, and changes nothing.
    with closing(connection.read(app.configuration.ledger_file, older=True)) as ledger:
        backups.copy(ledger, target)
    app.output.notice(
        tr("{target}: a copy of {ledger_file}.", target=target, ledger_file=app.configuration.ledger_file)
    )
