"""`reject`: the seller refuses a request, with a reason; the buyer may ask again, which is a new attempt."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import evidence as proof_steps
from aftersales.actions.record.write import record
from aftersales.commandline import options
from aftersales.commandline.command import WriteCommand, single
from aftersales.commandline.options import At, Cases, DryRun, Format, Json

typer_app = single()


@typer_app.command(cls=WriteCommand)
def reject(
    ctx: typer.Context,
    cases: Cases,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, as told to the buyer (150).")],
    force: options.Force = False,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you rejected a request. This does not answer the platform: do it in Seller Center too."""
    decide = proof_steps.refusing("request.rejected", "reject", reason, force=force)
    record(ctx.obj, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
