"""`evidence`: the proof of a case: path, size and SHA-256 of files."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commandline.write_command import OneCaseCommand
from aftersales.commands.evidence.add import add
from aftersales.commands.evidence.list import list_
from aftersales.commands.evidence.submit import submit
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("The evidence of a case: what is asked for, and what you have."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """The proof of a case: what is asked for, and what you have."""


typer_app.command("list", cls=AppCommand)(list_)
typer_app.command("add", cls=OneCaseCommand)(add)
typer_app.command("submit", cls=OneCaseCommand)(submit)
