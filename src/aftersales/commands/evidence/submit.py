"""`evidence submit`: proof handed in."""

from __future__ import annotations

import typer

from aftersales.actions.record import evidence as proof_steps
from aftersales.commandline import options
from aftersales.commandline.options import Case
from aftersales.commandline.write_command import record


def submit(
    ctx: typer.Context,
    case: Case,
    comment: options.Comment = None,
    force: options.Force = False,
) -> None:
    """Record that you submitted the evidence for a dispute; the platform decides next."""
    record(ctx, [case], proof_steps.submitted(comment, force=force))
