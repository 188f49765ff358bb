"""`claim submit`: a claim handed in."""

from __future__ import annotations

import typer

from aftersales.actions.claims import steps as claim_steps
from aftersales.commandline import options
from aftersales.commandline.options import Case
from aftersales.commandline.write_command import record


def submit(
    ctx: typer.Context,
    case: Case,
    comment: options.Comment = None,
    force: options.Force = False,
) -> None:
    """Record that you handed the claim in. `evidence list CASE` shows what it needs; without that, add --force."""
    record(ctx, [case], claim_steps.submitted(comment, force=force))
