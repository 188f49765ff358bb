"""`ledger`: the file itself: whether what is derived still follows from the facts, and a copy of it all."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from aftersales.commandline.command import DeskCommand, DeskGroup
from aftersales.context.app import Desk
from aftersales.errors import LedgerError
from aftersales.ledger import connection
from aftersales.ledger.derived import store

app = typer.Typer(
    cls=DeskGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help="Check the ledger, or back it up.",
)  # fmt: skip

_REMEDY = (
    "Put a backup in its place (`aftersales ledger backup` makes them; the copy that an upgrade keeps lies beside the "
    "ledger), or report this."
)


@app.callback()
def group() -> None:
    """Check the ledger, or back it up."""


@app.command("check", cls=DeskCommand)
def check(ctx: typer.Context) -> None:
    """Test the file itself and its log, then replay every case from its facts and compare with what is stored."""
    from aftersales.ledger import maintenance

    desk: Desk = ctx.obj
    with closing(connection.read(desk.ledger_file)) as ledger:
        found = maintenance.findings(ledger)
    if found:
        raise LedgerError("\n".join([f"{desk.ledger_file} is not sound:", *(f"  {line}." for line in found), _REMEDY]))
    wrong = store.differences(desk.reader, desk.rules)
    if wrong:
        shown = ", ".join(map(str, wrong[:20]))
        raise LedgerError(f"{len(wrong)} cases differ from what their facts give: {shown}. Please report this.")
    desk.say("The ledger is sound: every case follows from its facts.")


@app.command("backup", cls=DeskCommand)
def backup(
    ctx: typer.Context, target: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")]
) -> None:
    """Copy the ledger, whole and consistent, while it is in use. The copy is for its owner only."""
    from aftersales.ledger import backup as backups

    desk: Desk = ctx.obj
    # As it is: a copy must be had whatever is wrong with the configuration or the rules, and changes nothing.
    with closing(connection.read(desk.ledger_file, older=True)) as ledger:
        backups.copy(ledger, target)
    desk.say(f"{target}: a copy of {desk.ledger_file}.")
