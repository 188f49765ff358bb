"""Keys of the configuration as people type them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from aftersales.context.app import App
from aftersales.errors import ConfigError, UsageError
from aftersales.language import mark, tr
from aftersales.settings.config_file import read_config
from aftersales.toml import keys as toml_keys

Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY", help=mark("Its name with dots, such as costs.handling or shops.uk-main.return_address.")
    ),
]


def key_path(key: str) -> tuple[str, ...]:
    """The parts of a key as typed. Raises UsageError."""
    try:
        return toml_keys.path_of(key.strip())
    except ValueError:
        raise UsageError(
            tr(
                "KEY {key!r} is invalid: write names with dots between. Put a name with characters other "
                "than letters, digits, - and _ in double quotes, and the whole key in single quotes: "
                "'skus.\"LAMP 1\".landed_cost'.",
                key=key,
            )
        ) from None


def read_tables(app: App) -> dict[str, Any]:
    """What the file says; nothing where there is none. Raises ConfigError where one is named that is not there."""
    if not app.configuration.file.exists():
        if app.options.config is not None:
            raise ConfigError(
                tr(
                    "there is no configuration file {file}. Check --config, or create the file with `aftersales init`.",
                    file=app.configuration.file,
                )
            )
        return {}
    return read_config(app.configuration.file)
