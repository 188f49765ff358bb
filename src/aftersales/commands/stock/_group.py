"""`stock`: goods that came back, for a stock system."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commandline.write_command import OneCaseCommand
from aftersales.commands.stock.list import list_
from aftersales.commands.stock.place import place
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("Goods that came back: what went to stock, and what didn't."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """Goods that came back: what went to stock, and what didn't."""


typer_app.command("list", cls=AppCommand)(list_)
typer_app.command("place", cls=OneCaseCommand)(place)
