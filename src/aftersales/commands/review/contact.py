"""`review contact`: the buyer was written to."""

from __future__ import annotations

import typer

from aftersales.actions.record import reviews as review_steps
from aftersales.actions.record.write import record
from aftersales.commandline.options import At, Cases, DryRun, Format, Json
from aftersales.commands.review._options import Cause, Words


def contact(
    ctx: typer.Context,
    cases: Cases,
    message: Words = None,
    cause: Cause = None,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you wrote to the buyer, and the cause if it is known now. `draft` writes the message."""
    decide = review_steps.contacted(message, cause)

    record(ctx.obj, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
