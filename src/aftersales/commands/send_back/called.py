"""`send-back called`: customer service asks for the goods to be sent back."""

from __future__ import annotations

import typer

from aftersales.actions.claims import send_back
from aftersales.commandline.options import Cases
from aftersales.commandline.write_command import record


def called(ctx: typer.Context, cases: Cases) -> None:
    """Record that customer service called for refused goods to go back to the buyer; --at says when.
    The time to send them back runs from the call.
    """
    record(ctx, cases, send_back.called())
