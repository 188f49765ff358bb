"""`review appeal`: a review reported to the platform."""

from __future__ import annotations

import typer

from aftersales.actions.record import evidence as proof_steps
from aftersales.commandline import options
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import record


def appeal(
    ctx: typer.Context,
    cases: Cases,
    comment: options.Comment = None,
    force: options.Force = False,
) -> None:
    """Record that you reported a malicious or mistaken review to the platform, with evidence."""
    record(ctx, cases, proof_steps.appealed(comment, force=force, only="review"))
