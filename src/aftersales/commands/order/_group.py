"""`order`: orders recorded by hand."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commandline.write_command import NewCaseCommand, NewOrderCommand, WriteCommand
from aftersales.commands.order.add import add
from aftersales.commands.order.cancel import cancel, cancel_check
from aftersales.commands.order.follow import collected, delivered, dispatched, tracking_news
from aftersales.commands.order.returned import returned
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("Orders: record one, follow one, cancel one."),
)  # fmt: skip
typer_app.command("dispatched", cls=WriteCommand)(dispatched)
typer_app.command("collected", cls=WriteCommand)(collected)
typer_app.command("delivered", cls=WriteCommand)(delivered)
typer_app.command("tracking", cls=WriteCommand)(tracking_news)
typer_app.command("cancel-check", cls=AppCommand)(cancel_check)
typer_app.command("cancel", cls=NewCaseCommand)(cancel)
typer_app.command("returned", cls=NewCaseCommand)(returned)


@typer_app.callback()
def group() -> None:
    """Orders: record one, follow one, cancel one."""


typer_app.command("add", cls=NewOrderCommand)(add)
