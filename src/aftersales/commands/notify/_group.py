"""`notify`: warnings by mail, chat or webhook, and who gets them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commands.notify.add import add
from aftersales.commands.notify.list import list_
from aftersales.commands.notify.remove import remove
from aftersales.commands.notify.send import send
from aftersales.commands.notify.test import test
from aftersales.errors import UsageError
from aftersales.language import mark, tr

_WITH_VALUE = ("--ledger", "--config", "--now", "--color", "--lang")


class SendingCommand(AppCommand):
    """A command that sends: what became of it goes to stdout, and its messages to no file."""

    writes_file = False


class NotifyGroup(AppGroup):
    """The group; `notify --dry-run` is `notify send --dry-run`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As usual, with `send` where no command is named. An address is refused, and not shown again."""
        if any("://" in word for word in args):
            raise UsageError(
                tr(
                    "An address is never typed on the command line, where other programs can read it and the shell "
                    "keeps it. Type: aftersales notify add NAME. It asks for the address."
                )
            )
        return super().parse_args(ctx, ["send", *args] if _sends(args) else args)


def _sends(args: Sequence[str]) -> bool:
    """Whether no command is named: there is nothing but options."""
    left = list(args)
    while left and left[0].partition("=")[0] in (*_WITH_VALUE, "-q", "--quiet"):
        left = left[2:] if left[0] in _WITH_VALUE else left[1:]
    return not left or (left[0].startswith("-") and left[0] not in ("-h", "--help", "--version"))


typer_app = typer.Typer(
    cls=NotifyGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help=mark("Warn people by mail, chat or webhook before a deadline passes: send, add, list, test, remove."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """Warnings by mail, chat or webhook."""


typer_app.command("send", cls=SendingCommand)(send)
typer_app.command("add", cls=AppCommand)(add)
typer_app.command("list", cls=AppCommand)(list_)
typer_app.command("test", cls=SendingCommand)(test)
typer_app.command("remove", cls=AppCommand)(remove)
