"""`config unset`: a key taken out of the file."""

from __future__ import annotations

import typer

from aftersales.actions.configuration import settings_list
from aftersales.commandline.options import Json
from aftersales.commands.config._keys import Key, key_path, read_tables
from aftersales.context.app import App
from aftersales.errors import AftersalesError, ConfigError
from aftersales.language import tr
from aftersales.rendering.fields.setup.config_file import SETTING_CHANGE_FIELDS
from aftersales.rendering.fields.view import View
from aftersales.settings.write import unset as unset_key
from aftersales.toml import keys as toml_keys


def unset(ctx: typer.Context, key: Key, as_json: Json = False) -> None:
    """Take a key out of the file, or a table with all in it; the default holds again. Comments and order are kept. What
    the file can't be without stays, and so do shops: the ledger has their cases.
    """
    app: App = ctx.obj
    path = key_path(key)
    read_tables(app)  # says so where the file that was named is not there
    if path[0] == "shops" and len(path) < 3:
        raise ConfigError(
            tr("A shop can't be taken out: the ledger has its cases. Nothing was changed. Name one of its keys.")
        )
    try:
        before = unset_key(app.configuration.file, path, app.claim)
    except KeyError:
        raise AftersalesError(
            tr("{key} is not set in {file}.", key=toml_keys.dotted(path), file=app.configuration.file)
        ) from None
    if as_json:
        row = settings_list.change_of(app.configuration.file, path, before, None)
        app.output.emit_object(View(SETTING_CHANGE_FIELDS, [row]), several=False)
    app.output.notice(tr("{key} is no longer set.  ({file})", key=toml_keys.dotted(path), file=app.configuration.file))
