"""`confirm`: the seller says that the platform shows what was recorded here, before its data do."""

from __future__ import annotations

from aftersales.commands import steps
from aftersales.commands.recording import plain_step

app = plain_step(
    "Say that Seller Center shows what was recorded here, or that you looked where the list said `check`.",
    steps.confirmed,
)
