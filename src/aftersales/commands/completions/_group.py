"""The group `completions`."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commands.completions.bash import bash
from aftersales.commands.completions.fish import fish
from aftersales.commands.completions.install import install
from aftersales.commands.completions.zsh import zsh
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("Let TAB complete commands, options and cases in your shell."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """Let TAB complete commands, options and cases in your shell."""


typer_app.command("install", cls=AppCommand)(install)
typer_app.command("bash", cls=AppCommand)(bash)
typer_app.command("zsh", cls=AppCommand)(zsh)
typer_app.command("fish", cls=AppCommand)(fish)
