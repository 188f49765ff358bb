"""`appeal`: the seller appeals against a decision of the platform."""

from __future__ import annotations

import typer

from aftersales.actions.record import evidence as proof_steps
from aftersales.commandline import options
from aftersales.commandline.command import single
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import WriteCommand, record

typer_app = single()


@typer_app.command(cls=WriteCommand)
def appeal(
    ctx: typer.Context,
    cases: Cases,
    comment: options.Comment = None,
    force: options.Force = False,
) -> None:
    """Record that you appealed. `evidence list CASE` shows what evidence the platform asks for; without it, add
    --force.
    """
    record(ctx, cases, proof_steps.appealed(comment, force=force))
