"""`config path`: where the configuration lies."""

from __future__ import annotations

import typer

from aftersales import text
from aftersales.context.app import App


def where(ctx: typer.Context) -> None:
    """Print the path of the configuration file, even if the file does not exist."""
    app: App = ctx.obj
    app.output.emit([f"{text.plain(str(app.configuration.file))}\n"])
