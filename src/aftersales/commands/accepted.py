"""`accepted`: the buyer accepts the part that was offered."""

from __future__ import annotations

from aftersales.actions.record.steps import just
from aftersales.commandline.plain_step import plain_step
from aftersales.language import tr

typer_app = plain_step(tr("Record that the buyer accepted your partial refund offer."), just("offer.accepted"))
