"""`send-back dropped`: the goods don't go back, or no postage is reimbursed."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.claims import send_back
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import record
from aftersales.language import mark


def dropped(
    ctx: typer.Context,
    cases: Cases,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=mark("What you were told."))] = None,
) -> None:
    """Record that the goods need not go back after all, or that the postage is not reimbursed."""
    record(ctx, cases, send_back.dropped(reason))
