"""`review resolve`: how a review ended."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import reviews as review_steps
from aftersales.actions.record.write import record
from aftersales.commandline.options import At, Cases, DryRun, Format, Json


def resolve(
    ctx: typer.Context,
    cases: Cases,
    result: Annotated[
        str,
        typer.Option(
            "--result",
            metavar="RESULT",
            help="improved (the buyer's own choice), unchanged, removed (by the platform).",
        ),
    ],
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record how it ended, whatever became of the review."""
    decide = review_steps.resolved(result)

    record(ctx.obj, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
