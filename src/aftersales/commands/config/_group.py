"""`config`: the configuration file, read, checked and changed."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commands.config import costs_import
from aftersales.commands.config.check import check
from aftersales.commands.config.edit import edit
from aftersales.commands.config.get import get
from aftersales.commands.config.list import list_
from aftersales.commands.config.path import path
from aftersales.commands.config.set import set_
from aftersales.commands.config.unset import unset
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("Your settings, in one file: list, set, edit and check them."),
)  # fmt: skip
typer_app.add_typer(costs_import.typer_app, name="costs")


class EditCommand(AppCommand):
    """`config edit`, which makes the file that --config names."""

    may_lack_config = True


@typer_app.callback()
def group() -> None:
    """Your settings, in one file: list, set, edit and check them."""


typer_app.command("path", cls=AppCommand)(path)
typer_app.command("list", cls=AppCommand)(list_)
typer_app.command("get", cls=AppCommand)(get)
typer_app.command("set", cls=AppCommand)(set_)
typer_app.command("unset", cls=AppCommand)(unset)
typer_app.command("edit", cls=EditCommand)(edit)
typer_app.command("check", cls=AppCommand)(check)
