"""`ledger`: the file itself, checked, copied, restored, repaired."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commands.ledger.backup import backup
from aftersales.commands.ledger.check import check
from aftersales.commands.ledger.forget import forget
from aftersales.commands.ledger.repair import repair
from aftersales.commands.ledger.restore import restore
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("Check the ledger, back it up, restore or repair it, forget buyers."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """Check the ledger, back it up, restore or repair it, forget buyers."""


typer_app.command("check", cls=AppCommand)(check)
typer_app.command("backup", cls=AppCommand)(backup)
typer_app.command("restore", cls=AppCommand)(restore)
typer_app.command("repair", cls=AppCommand)(repair)
typer_app.command("forget", cls=AppCommand)(forget)
