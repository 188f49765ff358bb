"""`evidence submit`: proof handed in."""

from __future__ import annotations

import typer

from aftersales.actions.record import evidence as proof_steps
from aftersales.actions.record.write import record
from aftersales.commandline import options
from aftersales.commandline.options import At, Case, DryRun, Format, Json


def submit(
    ctx: typer.Context,
    case: Case,
    comment: options.Comment = None,
    force: options.Force = False,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you handed in the evidence of a dispute; the platform decides then."""
    decide = proof_steps.submitting(comment, force=force)

    record(ctx.obj, [case], decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
