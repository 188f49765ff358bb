"""`schedule`: a timer that brings the data up to date."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commands.schedule.install import install
from aftersales.commands.schedule.remove import remove
from aftersales.commands.schedule.run import run
from aftersales.commands.schedule.show import show
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("Bring the data up to date by itself, while the desk is open."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """Bring the data up to date by itself, while the desk is open."""


typer_app.command("install", cls=AppCommand)(install)
typer_app.command("show", cls=AppCommand)(show)
typer_app.command("remove", cls=AppCommand)(remove)
typer_app.command("run", cls=AppCommand)(run)
