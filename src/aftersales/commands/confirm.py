"""`confirm`: Seller Center shows what was recorded here."""

from __future__ import annotations

from aftersales.actions.record import steps as record_steps
from aftersales.commandline.plain_step import plain_step
from aftersales.language import mark

typer_app = plain_step(
    mark("Record that Seller Center shows what you recorded here, or that you looked at what `due` lists as `check`."),
    record_steps.confirmed,
)
