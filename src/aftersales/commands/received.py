"""`received`: the returned goods were checked and accepted."""

from __future__ import annotations

from aftersales.actions.record.steps import just
from aftersales.commandline.plain_step import plain_step
from aftersales.language import mark

typer_app = plain_step(
    mark("Record that you checked and accepted the returned goods. The refund is a step of its own."),
    just("return.received"),
)
