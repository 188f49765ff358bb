"""`review offer`: something was offered to the buyer."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import reviews as review_steps
from aftersales.actions.record.write import record
from aftersales.commandline.options import At, Cases, DryRun, Format, Json
from aftersales.commands.review._options import Cause, Words


def offer(
    ctx: typer.Context,
    cases: Cases,
    what: Annotated[str, typer.Option("--what", metavar="OFFER", help=f"{', '.join(review_steps.OFFERS)}.")],
    amount: Annotated[str | None, typer.Option("--amount", metavar="A", help="Of a refund: how much.")] = None,
    message: Words = None,
    cause: Cause = None,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record what you offered to put things right. Nothing may be asked for in return; `refund` records the money."""
    decide = review_steps.offered(what, amount, message, cause)

    record(ctx.obj, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
