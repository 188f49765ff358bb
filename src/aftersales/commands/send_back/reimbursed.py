"""`send-back reimbursed`: the postage came back."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.claims import send_back
from aftersales.commandline.options import Case
from aftersales.commandline.write_command import record
from aftersales.language import mark


def reimbursed(
    ctx: typer.Context,
    case: Case,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="A", help=mark("How much you were paid (default: the postage)."))
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=mark("Record it even if it is more than the postage."))
    ] = False,
) -> None:
    """Record that the postage of goods sent back to the buyer was reimbursed."""
    record(ctx, [case], send_back.reimbursed(amount, force=force))
