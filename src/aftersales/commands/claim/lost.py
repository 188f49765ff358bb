"""`claim lost`: a claim was refused."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.claims import steps as claim_steps
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import record
from aftersales.language import mark


def lost(
    ctx: typer.Context,
    cases: Cases,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=mark("What you were told."))] = None,
) -> None:
    """Record that the claim was refused, or that you gave it up."""
    record(ctx, cases, claim_steps.lost(reason))
