"""`send-back`: refused goods that go back to the buyer."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppGroup
from aftersales.commandline.write_command import OneCaseCommand, WriteCommand
from aftersales.commands.send_back.called import called
from aftersales.commands.send_back.dropped import dropped
from aftersales.commands.send_back.reimbursed import reimbursed
from aftersales.commands.send_back.sent import sent
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("Goods that you refused go back to the buyer: called for, sent, and the postage reimbursed."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """Goods that you refused go back to the buyer: called for, sent, and the postage reimbursed."""


typer_app.command("called", cls=WriteCommand)(called)
typer_app.command("sent", cls=OneCaseCommand)(sent)
typer_app.command("reimbursed", cls=OneCaseCommand)(reimbursed)
typer_app.command("dropped", cls=WriteCommand)(dropped)
