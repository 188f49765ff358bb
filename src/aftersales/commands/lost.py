"""`lost`: the return parcel is lost on its way."""

from __future__ import annotations

from aftersales.actions.record.steps import event_step
from aftersales.commandline.plain_step import plain_step
from aftersales.language import mark

typer_app = plain_step(mark("Record that the return parcel is lost."), event_step("return.lost"))
