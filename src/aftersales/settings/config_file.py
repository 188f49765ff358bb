"""The configuration file as tables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from aftersales.errors import ConfigError
from aftersales.language import tr


def read_config(config: Path) -> dict[str, Any]:
    """The tables of a configuration file; numbers with a point are texts, exactly as written. Raises ConfigError."""
    return parse_config(config, read_text(config).replace("\r\n", "\n").replace("\r", "\n"))


def read_text(config: Path) -> str:
    """What the file holds, with its line ends and byte order mark; nothing where there is none. Raises ConfigError."""
    if config.exists() and not config.is_file() and str(config) != os.devnull:
        raise ConfigError(
            tr("{config} is not a regular file. Name the configuration file with --config.", config=config)
        )
    try:
        return config.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise _unreadable(config, error) from None
    except OSError as error:
        raise ConfigError(
            tr(
                "{config} can't be read: {reason}. Check the path and its permissions.",
                config=config,
                reason=error.strerror,
            )
        ) from None


def parse_config(config: Path, text: str) -> dict[str, Any]:
    """The tables of a configuration's text. Raises ConfigError."""
    import tomllib  # only once there is a file to read

    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise _unreadable(config, error) from None


def _unreadable(config: Path, error: Exception) -> ConfigError:
    what = str(error)[:200] or tr("it has too many brackets inside each other")
    return ConfigError(
        tr(
            "{config} is not valid TOML: {problem}. Correct the line, or move the file away.",
            config=config,
            problem=what,
        )
    )
