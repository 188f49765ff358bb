"""`evidence`: the proof of a case. The ledger keeps each file's path, size and SHA-256, never the file itself."""

from __future__ import annotations

import typer

from aftersales.commandline.command import DeskCommand, DeskGroup
from aftersales.commands.evidence.add import add
from aftersales.commands.evidence.list import listed
from aftersales.commands.evidence.submit import submit

app = typer.Typer(
    cls=DeskGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help="The proof of a case: what is asked for, and what you have.",
)  # fmt: skip


@app.callback()
def group() -> None:
    """The proof of a case: what is asked for, and what you have."""


app.command("add", cls=DeskCommand)(add)
app.command("submit", cls=DeskCommand)(submit)
app.command("list", cls=DeskCommand)(listed)
