"""`reopen`: a closed case goes on where it stood."""

from __future__ import annotations

from aftersales.actions.record.steps import just
from aftersales.commandline.plain_step import plain_step
from aftersales.language import tr

typer_app = plain_step(tr("Open a closed case again."), just("case.reopened"))
