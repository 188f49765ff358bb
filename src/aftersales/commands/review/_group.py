"""`review`: a bad review, from opening to resolving."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commandline.write_command import NewCaseCommand, WriteCommand
from aftersales.commands.review.appeal import appeal
from aftersales.commands.review.contact import contact
from aftersales.commands.review.offer import offer
from aftersales.commands.review.open import open_review
from aftersales.commands.review.playbook import playbook
from aftersales.commands.review.resolve import resolve
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("Bad reviews: what to do about them, and what you did."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """Bad reviews: what to do about them, and what you did."""


typer_app.command("open", cls=NewCaseCommand)(open_review)
typer_app.command("playbook", cls=AppCommand)(playbook)
typer_app.command("contact", cls=WriteCommand)(contact)
typer_app.command("offer", cls=WriteCommand)(offer)
typer_app.command("resolve", cls=WriteCommand)(resolve)
typer_app.command("appeal", cls=WriteCommand)(appeal)
