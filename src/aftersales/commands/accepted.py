"""`accepted`: the buyer accepts the part that was offered."""

from __future__ import annotations

from aftersales.actions.record.steps import event_step
from aftersales.commandline.plain_step import plain_step
from aftersales.language import mark

typer_app = plain_step(mark("Record that the buyer accepted your partial refund offer."), event_step("offer.accepted"))
