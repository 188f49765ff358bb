"""`review contact`: the buyer was written to."""

from __future__ import annotations

import typer

from aftersales.actions.record import reviews as review_steps
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import record
from aftersales.commands.review._options import Cause, Words


def contact(
    ctx: typer.Context,
    cases: Cases,
    message: Words = None,
    cause: Cause = None,
) -> None:
    """Record that you wrote to the buyer, and the cause if you know it. `draft` writes the message."""
    record(ctx, cases, review_steps.contacted(message, cause))
