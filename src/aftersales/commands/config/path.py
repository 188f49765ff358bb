"""`config path`: where the configuration lies."""

from __future__ import annotations

import typer

from aftersales import text
from aftersales.context.app import Desk


def where(ctx: typer.Context) -> None:
    """Print where the configuration file lies, whether it is there or not."""
    desk: Desk = ctx.obj
    desk.emit([f"{text.plain(str(desk.config))}\n"])
