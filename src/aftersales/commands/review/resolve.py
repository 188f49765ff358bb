"""`review resolve`: how a review ended."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import reviews as review_steps
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import record
from aftersales.language import mark


def resolve(
    ctx: typer.Context,
    cases: Cases,
    result: Annotated[
        str,
        typer.Option(
            "--result",
            metavar="RESULT",
            help=mark("improved (by the buyer's own choice), unchanged, removed (by the platform)."),
        ),
    ],
) -> None:
    """Record how the case ended, and what happened to the review."""
    record(ctx, cases, review_steps.resolved(result))
