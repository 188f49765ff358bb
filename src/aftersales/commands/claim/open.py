"""`claim open`, or `claim CASE`: a claim for a parcel."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.claims import steps as claim_steps
from aftersales.actions.claims.steps import Opening
from aftersales.commandline.options import Case
from aftersales.commandline.write_command import record
from aftersales.language import mark


def open_claim(
    ctx: typer.Context,
    case: Case,
    on: Annotated[str, typer.Option("--on", metavar="WHOM", help=mark("carrier or platform (TikTok)."))],
    because: Annotated[str, typer.Option("--because", metavar="WHY", help=mark("lost, damaged or not-received."))],
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="WHEN",
            help=mark("What the time to claim counts from: the carrier's last word, in the US the ship date."),
        ),
    ] = None,
    parcel: Annotated[
        str | None,
        typer.Option("--parcel", metavar="WHICH", help=mark("outbound or return (default: as the case stands).")),
    ] = None,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="A", help=mark("How much you claim (default: the refund)."))
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help=mark("Record it even if it is excluded, its time is over, or its amount or date seems wrong."),
        ),
    ] = False,
) -> None:
    """Open a claim on a case: `due` then says until when to hand it in, and `evidence list` what to hand in.
    `claim CASE --on carrier` does the same.
    """
    opening = Opening(on, because, parcel, since, amount, force)
    record(ctx, [case], claim_steps.opened(opening, ctx.obj.times))
