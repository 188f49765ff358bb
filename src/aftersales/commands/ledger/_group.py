"""`ledger`: the file itself: whether what is derived still follows from the facts, and a copy of it all."""

from __future__ import annotations

import typer

from aftersales.commandline.command import DeskCommand, DeskGroup
from aftersales.commands.ledger.backup import backup
from aftersales.commands.ledger.check import check

app = typer.Typer(
    cls=DeskGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help="Check the ledger, or back it up.",
)  # fmt: skip


@app.callback()
def group() -> None:
    """Check the ledger, or back it up."""


app.command("check", cls=DeskCommand)(check)
app.command("backup", cls=DeskCommand)(backup)
