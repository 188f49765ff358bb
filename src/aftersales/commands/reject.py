"""`reject`: the seller refuses a request, with a reason."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import evidence as proof_steps
from aftersales.commandline import options
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record
from aftersales.language import mark

typer_app = single()


@typer_app.command(cls=WriteCommand)
def reject(
    ctx: typer.Context,
    cases: Cases,
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="TEXT", help=mark("The reason you gave the buyer (at most 150 characters).")),
    ],
    force: options.Force = False,
) -> None:
    """Record that you rejected a request. This does not answer the platform: do it in Seller Center too."""
    record(ctx, cases, proof_steps.refused("request.rejected", "reject", reason, force=force))
