"""`confirm`: Seller Center shows what was recorded here."""

from __future__ import annotations

from aftersales.actions.record import steps as record_steps
from aftersales.commandline.plain_step import plain_step
from aftersales.language import tr

typer_app = plain_step(
    tr("Say that Seller Center shows what was recorded here, or that you looked where the list said `check`."),
    record_steps.confirmed,
)
