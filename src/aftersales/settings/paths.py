"""Where the configuration and the ledger lie."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from aftersales.errors import ConfigError
from aftersales.language import tr


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        raise ConfigError(tr("there is no home folder; name the files with --config and --ledger.")) from None


def default_config(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the configuration lies unless said otherwise."""
    if sys.platform == "win32":
        base = Path(environ.get("APPDATA") or _home() / "AppData/Roaming")
    elif sys.platform == "darwin":
        base = _home() / "Library/Application Support"
    else:
        base = Path(environ.get("XDG_CONFIG_HOME") or _home() / ".config")
    return base / "aftersales" / "config.toml"


def default_ledger(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the ledger lies unless said otherwise."""
    return _data(environ) / "ledger.db"


def token_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the tokens of logins lie: `AFTERSALES_TOKENS`, else with the data. The folder of the configuration is no
    place for them, since people publish it.
    """
    return Path(chosen) if (chosen := environ.get("AFTERSALES_TOKENS")) else _data(environ) / "authorisations.json"


def receivers_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the addresses of receivers lie: `AFTERSALES_RECEIVERS`, else with the data."""
    return Path(chosen) if (chosen := environ.get("AFTERSALES_RECEIVERS")) else _data(environ) / "receivers.json"


def _data(environ: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        base = Path(environ.get("LOCALAPPDATA") or _home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = _home() / "Library/Application Support"
    else:
        base = Path(environ.get("XDG_DATA_HOME") or _home() / ".local/share")
    return base / "aftersales"
