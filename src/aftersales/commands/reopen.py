"""`reopen`: a closed case goes on where it stood."""

from __future__ import annotations

from aftersales.actions.record.steps import just
from aftersales.commandline.plain_step import plain_step
from aftersales.language import mark

typer_app = plain_step(mark("Open a closed case again."), just("case.reopened"))
