"""`claim won`: a claim was paid."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.claims import steps as claim_steps
from aftersales.commandline.options import Case
from aftersales.commandline.write_command import record
from aftersales.language import mark


def won(
    ctx: typer.Context,
    case: Case,
    amount: Annotated[str, typer.Option("--amount", metavar="A", help=mark("How much you were paid."))],
    force: Annotated[
        bool, typer.Option("--force", help=mark("Record it even if it is more than the case is about."))
    ] = False,
) -> None:
    """Record that the claim was paid, by the carrier or by TikTok, with a claim or by itself."""
    record(ctx, [case], claim_steps.won(amount, force=force))
