"""`policy`: the rules in force, and the seller's own."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commands.policy.check import check
from aftersales.commands.policy.copy import copy
from aftersales.commands.policy.diff import diff
from aftersales.commands.policy.impact import impact
from aftersales.commands.policy.list import list_
from aftersales.commands.policy.show import show
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("The rules in force: show, check, compare, change."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """The rules in force: show, check, compare, change."""


typer_app.command("show", cls=AppCommand)(show)
typer_app.command("list", cls=AppCommand)(list_)
typer_app.command("check", cls=AppCommand)(check)
typer_app.command("diff", cls=AppCommand)(diff)
typer_app.command("impact", cls=AppCommand)(impact)
typer_app.command("copy", cls=AppCommand)(copy)
