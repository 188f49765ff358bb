"""`routine`: recurring duties of the house, such as a restock check: added here, shown by `due`, ended by `close`."""

from __future__ import annotations

import typer

from aftersales.commandline.command import DeskCommand, DeskGroup
from aftersales.commands.routine.add import add

app = typer.Typer(
    cls=DeskGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help="Recurring duties of the house.",
)  # fmt: skip


@app.callback()
def group() -> None:
    """Recurring duties of the house."""


app.command("add", cls=DeskCommand)(add)
