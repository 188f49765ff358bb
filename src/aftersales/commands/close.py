"""`close`: nothing more is to happen on a case."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import steps as record_steps
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record
from aftersales.language import mark

typer_app = single()


@typer_app.command(cls=WriteCommand)
def close(
    ctx: typer.Context,
    cases: Cases,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=mark("Why the case is over."))],
) -> None:
    """Close a case. It says what is still owed; `reopen` opens the case again."""
    record(ctx, cases, record_steps.closed(reason))
