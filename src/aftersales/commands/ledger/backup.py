"""`ledger backup`: a whole and consistent copy."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from aftersales.context.app import App
from aftersales.language import mark, tr
from aftersales.ledger import connection


def backup(
    ctx: typer.Context, target: Annotated[Path, typer.Argument(metavar="FILE", help=mark("Where the copy goes."))]
) -> None:
    """Make a complete, consistent copy of the ledger, even while it is in use. Only you can read the copy."""
    from aftersales.ledger import backup as backups

    app: App = ctx.obj
    # As it is: a copy must be had whatever is wrong with the configuration or the rules, and changes nothing.
    with closing(connection.read(app.configuration.ledger_file, older=True)) as ledger:
        backups.copy(ledger, target)
    app.output.notice(tr("{target} is now a copy of {ledger}.", target=target, ledger=app.configuration.ledger_file))
