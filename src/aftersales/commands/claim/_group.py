"""`claim`: money for a parcel that was lost, damaged or not received."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commandline.write_command import OneCaseCommand, WriteCommand
from aftersales.commands.claim.list import list_
from aftersales.commands.claim.lost import lost
from aftersales.commands.claim.open import open_claim
from aftersales.commands.claim.submit import submit
from aftersales.commands.claim.won import won
from aftersales.language import mark

_WITH_VALUE = ("--ledger", "--config", "--now", "--lang", "--color")


class ClaimGroup(AppGroup):
    """The group; `claim 15 --on carrier` is `claim open 15 --on carrier`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As usual, with `open` before a case or before its options."""
        return super().parse_args(ctx, ["open", *args] if _opens(args, tuple(self.commands)) else args)


def _opens(args: Sequence[str], commands: Sequence[str]) -> bool:
    """Whether the first word that is not a global option is a case, or an option of `claim open`."""
    left = list(args)
    while left and left[0] in (*_WITH_VALUE, "-q", "--quiet"):
        left = left[2:] if left[0] in _WITH_VALUE else left[1:]
    if not left or left[0] in (*commands, "-h", "--help", "--version") or left[0].startswith(_WITH_VALUE):
        return False
    return left[0].startswith("-") or any(sign.isdigit() for sign in left[0])


typer_app = typer.Typer(
    cls=ClaimGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("Money from the carrier or TikTok for a parcel: open a claim, hand it in, and what came of it."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """Money for a parcel that was lost, damaged or not received."""


typer_app.command("open", cls=OneCaseCommand)(open_claim)
typer_app.command("submit", cls=OneCaseCommand)(submit)
typer_app.command("won", cls=OneCaseCommand)(won)
typer_app.command("lost", cls=WriteCommand)(lost)
typer_app.command("list", cls=AppCommand)(list_)
