"""What is set: in the file, the environment, on the command line."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aftersales import text
from aftersales.context.app import App
from aftersales.language import tr
from aftersales.rendering.fields.setup.config_file import SettingChange
from aftersales.rendering.fields.setup.settings import BY_DEFAULT, BY_ENVIRONMENT, BY_FILE, BY_OPTION, SettingRow
from aftersales.settings.model import Display, Shop, SyncSettings
from aftersales.toml.keys import dotted

# Names of keys and variables whose values nobody is shown. None of these belongs into the file; people put them there.
_SECRET = re.compile(r"secret|token|password|passwd", re.IGNORECASE)
# Variables that the program reads and that are not its own.
_OTHERS = ("NO_COLOR", "FORCE_COLOR", "PAGER", "VISUAL", "EDITOR", "TZ")
# Where files lie is not a secret, whatever is in them.
_PLACES = frozenset({"AFTERSALES_TOKENS"})


def is_secret(name: str) -> bool:
    """Whether a key or a variable of that name may hold a secret."""
    return bool(_SECRET.search(name)) and name not in _PLACES


def value_text(path: tuple[str, ...], value: Any) -> str:
    """A value as people write it; what may be a secret is left out. A list of tables is told by their number."""
    if _is_hidden(path):
        return tr("(not shown)")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(value_text(path, one) for one in value)
    return text.plain(str(value))


def _is_hidden(path: tuple[str, ...]) -> bool:
    """Whether the value at a path may be a secret. `sync.secrets` says where they are kept."""
    return path != ("sync", "secrets") and any(map(is_secret, path if path[0] not in ("shops", "skus") else path[-1:]))


def without_secrets(path: tuple[str, ...], value: Any) -> Any:
    """A value of the file with what may be a secret left out."""
    if isinstance(value, dict):
        return {name: without_secrets((*path, name), inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [without_secrets(path, inner) for inner in value]
    return tr("(not shown)") if _is_hidden(path) else value


def change_of(file: Path, path: tuple[str, ...], tables: Mapping[str, Any], toml: str | None) -> SettingChange:
    """A key that was set to a TOML text, or taken out (None); `tables` are those of the file before."""
    before: Any = tables
    for part in path:
        before = before.get(part) if isinstance(before, dict) else None
    value = None if toml is None else tomllib.loads(f"value = {toml}", parse_float=str)["value"]
    return SettingChange(str(file), dotted(path), *(_as_json(without_secrets(path, one)) for one in (before, value)))


def _as_json(value: Any) -> Any:
    """A value of TOML as one of JSON: days and times become texts."""
    return json.loads(json.dumps(value, default=str))


def leaves(table: Mapping[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each key of tables inside tables with its value; of a list of tables each by its id, else its number."""
    for name, value in table.items():
        path = (*before, name)
        if isinstance(value, dict):
            yield from leaves(value, path)
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for number, one in enumerate(value, 1):
                yield from leaves(one, (*path, str(one.get("id", number))))
        else:
            yield path, value


def settings_of(app: App, tables: Mapping[str, Any], *, defaults: bool = False) -> list[SettingRow]:
    """Every setting with its origin: where the files are, what the environment says, and what the file says; with
    `defaults` also what holds where nothing is set.
    """
    file = str(app.configuration.file)
    rows = [*_files(app), *_environment()]
    rows += [SettingRow(dotted(path), value_text(path, value), BY_FILE, file) for path, value in leaves(tables)]
    if defaults:
        known = {row.key for row in rows}
        rows += [row for row in _defaults(tables) if row.key not in known]
    return rows


def _files(app: App) -> Iterator[SettingRow]:
    """Where the configuration and the ledger are, and who says so."""
    for name, path, option in (
        ("config", app.configuration.file, app.options.config),
        ("ledger", app.configuration.ledger_file, app.options.ledger),
    ):
        variable = f"AFTERSALES_{name.upper()}"
        if option is None:
            yield SettingRow(name, str(path), BY_DEFAULT, "")
        elif os.environ.get(variable) == str(option):
            yield SettingRow(name, str(path), BY_ENVIRONMENT, variable)
        else:
            yield SettingRow(name, str(path), BY_OPTION, f"--{name}")


def _environment() -> Iterator[SettingRow]:
    """What else the environment sets; of what may be a secret only that it is set."""
    taken = {"AFTERSALES_CONFIG", "AFTERSALES_LEDGER"}
    for name in sorted(os.environ):
        if (name.startswith("AFTERSALES_") and name not in taken) or name in _OTHERS:
            value = tr("(not shown)") if is_secret(name) else text.plain(os.environ[name])
            yield SettingRow(name, value, BY_ENVIRONMENT, name)


def _defaults(tables: Mapping[str, Any]) -> Iterator[SettingRow]:
    """What holds where nothing is set, as far as it is one value."""
    for table, usual in (("display", Display()), ("sync", SyncSettings())):
        for key, value in usual._asdict().items():
            if isinstance(value, (str, bool)):
                yield SettingRow(f"{table}.{key}", value_text((table, key), value), BY_DEFAULT, "")
    yield SettingRow("sync.max_age", "30m", BY_DEFAULT, "")
    shops = tables.get("shops")
    for name in shops if isinstance(shops, dict) else ():
        for key, value in Shop(name, "")._asdict().items():
            if key in ("channel", "policy", "seller", "chatbot"):
                yield SettingRow(dotted(("shops", name, key)), value_text((key,), value), BY_DEFAULT, "")
