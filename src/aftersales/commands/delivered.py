"""`delivered`: the return parcel has arrived and is not yet checked."""

from __future__ import annotations

from aftersales.actions.record.steps import event_step
from aftersales.commandline.plain_step import plain_step
from aftersales.language import mark

typer_app = plain_step(
    mark("Record that the return parcel arrived. Your time to check it starts then."), event_step("return.delivered")
)
