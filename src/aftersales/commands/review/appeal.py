"""`review appeal`: a review reported to the platform."""

from __future__ import annotations

import typer

from aftersales.actions.record import evidence as proof_steps
from aftersales.actions.record.write import record
from aftersales.commandline import options
from aftersales.commandline.options import At, Cases, DryRun, Format, Json


def appeal(
    ctx: typer.Context,
    cases: Cases,
    comment: options.Comment = None,
    force: options.Force = False,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you reported a malicious or mistaken review to the platform, with evidence."""
    record(
        ctx.obj, cases, proof_steps.appealing(comment, force=force, only="review"), at=at, dry_run=dry_run, form=form,
        as_json=as_json,
    )  # fmt: skip
