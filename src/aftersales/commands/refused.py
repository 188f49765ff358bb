"""`refused`: the returned goods are not accepted. That is no refund, and of a quick refund it is not possible."""

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
def refused(
    ctx: typer.Context,
    cases: Cases,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, as told to the platform (150).")],
    force: options.Force = False,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you refused the returned goods. This does not answer the platform: do it in Seller Center too."""
    decide = proof_steps.refusing("return.refused", "refuse", reason, force=force)
    record(ctx.obj, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
