"""`review offer`: something was offered to the buyer."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import reviews as review_steps
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import record
from aftersales.commands.review._options import Cause, Words
from aftersales.language import mark


def offer(
    ctx: typer.Context,
    cases: Cases,
    what: Annotated[str, typer.Option("--what", metavar="OFFER", help=f"{', '.join(review_steps.OFFERS)}.")],
    amount: Annotated[str | None, typer.Option("--amount", metavar="A", help=mark("For a refund: how much."))] = None,
    message: Words = None,
    cause: Cause = None,
) -> None:
    """Record what you offered to solve the problem. Nothing may be asked for in return; `refund` records the money."""
    record(ctx, cases, review_steps.offered(what, amount, message, cause))
