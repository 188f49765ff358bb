"""`accepted`: the buyer takes the part that was offered; it is owed from then on."""

from __future__ import annotations

from aftersales.actions.record.steps import just
from aftersales.commandline.plain_step import plain_step

typer_app = plain_step("Record that the buyer accepted your offer of a part.", just("offer.accepted"))
