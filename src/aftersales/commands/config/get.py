"""`config get`: what a key is set to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import typer

from aftersales import text
from aftersales.actions.configuration import settings_list
from aftersales.commandline.options import Json
from aftersales.commands.config._keys import Key, key_path, read_tables
from aftersales.context.app import App
from aftersales.errors import AftersalesError
from aftersales.language import tr
from aftersales.toml import keys as toml_keys


def get(ctx: typer.Context, key: Key, as_json: Json = False) -> None:
    """Print the value of a key; for a table, each key with its value. A key that is not set is an error."""
    app: App = ctx.obj
    path = key_path(key)
    value: Any = read_tables(app)
    for part in path:
        if not isinstance(value, dict) or part not in value:
            raise AftersalesError(
                tr("{key} is not set in {file}.", key=toml_keys.dotted(path), file=app.configuration.file)
            )
        value = value[part]
    if as_json:
        app.output.emit([text.json_safe(json.dumps(settings_list.without_secrets(path, value), default=str)) + "\n"])
    elif isinstance(value, dict):
        app.output.emit(_lines(path, value))
    elif isinstance(value, list) and all(isinstance(one, dict) for one in value):
        app.output.emit(_lines(path, {str(one.get("id", n)): one for n, one in enumerate(value, 1)}))
    else:
        app.output.emit([f"{settings_list.value_text(path, value)}\n"])


def _lines(path: tuple[str, ...], table: dict[str, Any]) -> Iterator[str]:
    for inner, leaf in settings_list.leaves(table):
        yield f"{text.plain(toml_keys.dotted(inner))}\t{settings_list.value_text((*path, *inner), leaf)}\n"
