"""`reopen`: a closed case goes on where it stood."""

from __future__ import annotations

from aftersales.actions.record.steps import event_step
from aftersales.commandline.plain_step import plain_step
from aftersales.language import mark

typer_app = plain_step(mark("Open a closed case again."), event_step("case.reopened"))
