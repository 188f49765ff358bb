"""`lost`: the return parcel is lost on its way."""

from __future__ import annotations

from aftersales.actions.record.steps import just
from aftersales.commandline.plain_step import plain_step
from aftersales.language import tr

typer_app = plain_step(tr("Record that the return parcel is lost."), just("return.lost"))
