"""`config`: the configuration file: where it lies, what it says and whether that is right; sets a value in it."""

from __future__ import annotations

import typer

from aftersales.commandline.command import DeskCommand, DeskGroup
from aftersales.commands.config import costs_import
from aftersales.commands.config.check import check
from aftersales.commands.config.get import get
from aftersales.commands.config.path import where
from aftersales.commands.config.set import put

app = typer.Typer(
    cls=DeskGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help="The configuration file.",
)  # fmt: skip
app.add_typer(costs_import.app, name="costs")


@app.callback()
def group() -> None:
    """The configuration file."""


app.command("path", cls=DeskCommand)(where)
app.command("get", cls=DeskCommand)(get)
app.command("set", cls=DeskCommand)(put)
app.command("check", cls=DeskCommand)(check)
