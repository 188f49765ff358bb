"""`routine`: recurring duties of the seller's own."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppGroup
from aftersales.commandline.write_command import NewCaseCommand
from aftersales.commands.routine.add import add
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("Your own recurring tasks."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """Recurring duties of the house."""


typer_app.command("add", cls=NewCaseCommand)(add)
