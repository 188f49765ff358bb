"""`config path`: where the configuration lies."""

from __future__ import annotations

import typer

from aftersales import text
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.rendering.fields.setup.config_file import PLACE_FIELDS, ConfigPlace
from aftersales.rendering.fields.view import View


def path(ctx: typer.Context, as_json: Json = False) -> None:
    """Print the path of the configuration file, even if the file does not exist."""
    app: App = ctx.obj
    file = app.configuration.file
    if as_json:
        app.output.emit_object(
            View(PLACE_FIELDS, [ConfigPlace(str(file), file.exists(), str(app.configuration.ledger_file))]),
            several=False,
        )
        return
    app.output.emit([f"{text.plain(str(file))}\n"])
