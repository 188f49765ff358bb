"""`send-back sent`: refused goods are on their way back to the buyer."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.claims import send_back
from aftersales.commandline.options import Case
from aftersales.commandline.write_command import record
from aftersales.language import mark


def sent(
    ctx: typer.Context,
    case: Case,
    tracking: Annotated[
        str | None, typer.Option("--tracking", metavar="T", help=mark("The parcel's tracking number."))
    ] = None,
    postage: Annotated[
        str | None,
        typer.Option("--postage", metavar="A", help=mark("What you paid to send it, in the order's currency.")),
    ] = None,
) -> None:
    """Record that you sent refused goods back to the buyer.
    Where TikTok reimburses the postage, `due` reminds you until it came.
    """
    record(ctx, [case], send_back.sent(tracking, postage))
